/** What a statement asks of the context of a call: by operator and by context key, the values that it takes. */
export type IamConditions = { [O in Operator]?: Readonly<Record<string, string | readonly string[]>> };

/** One statement of a policy of an identity (IAM User Guide, "IAM JSON policy elements reference"). */
export type IamStatement = {
  Effect: "Allow" | "Deny";
  Action: string | readonly string[];
  Resource: string | readonly string[];
  Condition?: IamConditions | undefined;
};

/** What somebody asks IAM for, and what the service tells IAM of the call, by context key. */
export type Asked = {
  action: string;
  resource: string;
  context?: Readonly<Record<string, readonly string[]>>;
};

type Matcher = (patterns: readonly string[], values: readonly string[]) => boolean;

/**
 * The operators that are evaluated here (IAM User Guide, "IAM JSON policy elements: Condition operators"; "Set operators for
 * multivalued context keys"). Where a call has no such key, one for all values holds, and every other does not.
 */
const matchers = {
  StringEquals: (patterns, values) => values.some((value) => patterns.includes(value)),
  StringLike: (patterns, values) => values.some((value) => isLikeAny(patterns, value)),
  "ForAllValues:StringLike": (patterns, values) => values.every((value) => isLikeAny(patterns, value)),
} as const satisfies Record<string, Matcher>;

type Operator = keyof typeof matchers;

/** The names of the operators that are evaluated here. */
export const operators = Object.keys(matchers) as [Operator, ...Operator[]];

/**
 * Whether an identity may do something by its policies (IAM User Guide, "Policy evaluation logic"): some statement must
 * allow it, and none may deny it.
 */
export function isAllowed(statements: readonly IamStatement[], asked: Asked): boolean {
  const about = statements.filter((statement) => isAbout(statement, asked));
  return about.some(({ Effect }) => Effect === "Allow") && about.every(({ Effect }) => Effect !== "Deny");
}

/** Actions are compared whatever their capitals, resources as they stand. */
export function isAbout({ Action, Resource, Condition = {} }: IamStatement, asked: Asked): boolean {
  const isAction = each(Action).some((pattern) => isLike(pattern.toLowerCase(), asked.action.toLowerCase()));
  return (
    isAction &&
    isLikeAny(each(Resource), asked.resource) &&
    operators.every((operator) =>
      Object.entries(Condition[operator] ?? {}).every(([key, patterns]) =>
        matchers[operator](each(patterns), asked.context?.[key] ?? []),
      ),
    )
  );
}

/** What stands in a policy as one text, or as a list of them. */
export function each(one: string | readonly string[]): readonly string[] {
  return typeof one === "string" ? [one] : one;
}

function isLikeAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => isLike(pattern, text));
}

/** Those that have been made; policies have few. */
const expressions = new Map<string, RegExp>();

/** Whether a text is like a pattern: `*` stands for any characters, slashes and colons among them, `?` for one. */
export function isLike(pattern: string, text: string): boolean {
  const known = expressions.get(pattern);
  if (known) return known.test(text);
  const literal = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  const made = new RegExp(`^${literal.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
  expressions.set(pattern, made);
  return made.test(text);
}
