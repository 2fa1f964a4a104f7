import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { VariableName } from "../../shared/environment.ts";

/**
 * What a function is given of the world outside it: the variables that name a thing and the rights on it, in one
 * value, so that neither can be forgotten.
 */
export type Access = {
  /** Variables that the function's environment gets. */
  environment: { readonly [name in VariableName]?: string };
  /** What the function's role may do. */
  statements: readonly PolicyStatement[];
};

/** Access to something that needs no rights: only its name or address. */
export function knows(environment: Access["environment"]): Access {
  return { environment, statements: [] };
}
