import { environmentOf, type FunctionName } from "../../shared/environment.ts";

/** An environment in which the bundles of these functions can be imported, with these variables besides. */
export function bundleEnvironment(
  functions: readonly FunctionName[],
  variables: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const names = functions.flatMap((name) => environmentOf[name]);
  const own = Object.fromEntries(names.map((name) => [name, "bench"]));
  return { TZ: "UTC", AWS_REGION: "eu-central-1", ...own, ...variables };
}
