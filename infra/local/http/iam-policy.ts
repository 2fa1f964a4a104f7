import type { IamPolicy, IamStatement } from "../../operator-policies.ts";

/** What somebody asks IAM for. */
type Asked = { action: string; resource: string };

/**
 * Whether a policy of an identity lets it do something (IAM User Guide, "Policy evaluation logic"): some statement must
 * allow it, and none may deny it.
 */
export function isAllowed({ Statement }: IamPolicy, asked: Asked): boolean {
  const about = Statement.filter((statement) => isAbout(statement, asked));
  return about.some(({ Effect }) => Effect === "Allow") && about.every(({ Effect }) => Effect !== "Deny");
}

/** Actions are compared whatever their capitals, resources as they stand. */
function isAbout({ Action, Resource }: IamStatement, { action, resource }: Asked): boolean {
  const isAction = each(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return isAction && each(Resource).some((pattern) => matches(pattern, resource));
}

function each(one: string | readonly string[]): readonly string[] {
  return typeof one === "string" ? [one] : one;
}

/** `*` stands for any characters, slashes and colons among them, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  const source = literal.replaceAll("*", "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`).test(text);
}
