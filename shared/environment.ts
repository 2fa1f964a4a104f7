/**
 * Every environment variable that a function of ours may be given. The constructs that set them and the
 * handlers that read them both start here, so that neither can name one the other does not know.
 */
export const variableNames = [
  "TABLE_NAME",
  "SENDER",
  "PRIVACY_DESK",
  "CONFIGURATION_SET",
  "PUBLIC_URL",
  "ACCOUNT_ID",
] as const;

export type VariableName = (typeof variableNames)[number];

/** Which variables each function needs: its handler reads exactly these, its construct sets exactly these. */
export const environmentOf = {
  "describe-api": [],
  "receive-request": ["TABLE_NAME"],
  forward: ["TABLE_NAME", "SENDER", "PRIVACY_DESK", "CONFIGURATION_SET", "PUBLIC_URL"],
  sweep: ["TABLE_NAME", "SENDER", "PRIVACY_DESK", "CONFIGURATION_SET", "PUBLIC_URL"],
  "track-delivery": ["TABLE_NAME", "CONFIGURATION_SET", "ACCOUNT_ID"],
  operate: ["TABLE_NAME", "SENDER", "PRIVACY_DESK"],
} as const satisfies Record<string, readonly VariableName[]>;

export type FunctionName = keyof typeof environmentOf;

export type EnvironmentOf<F extends FunctionName> = Record<(typeof environmentOf)[F][number], string>;

/** A function was started without a variable it needs. Names the variables, never a value. */
export class MissingEnvironment extends Error {
  override name = "MissingEnvironment";
}

/**
 * The variables of one function, out of the environment passed in.
 * @throws MissingEnvironment when one is absent or empty.
 */
export function readEnvironment<F extends FunctionName>(
  functionName: F,
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentOf<F> {
  const names: readonly VariableName[] = environmentOf[functionName];
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new MissingEnvironment(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as EnvironmentOf<F>;
}
