import { environmentOf, type FunctionName } from "../../../shared/environment.ts";

/** All functions of ours. */
export const functionNames = Object.keys(environmentOf) as FunctionName[];

/** A function's name as the ids of constructs have it: `seal-evidence` is `SealEvidence`. */
const inIds = (name: string) => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Which function of ours a resource is, by its id in the template: the longest name that is in it.
 * @returns undefined where it is none
 */
export function functionNamed(logicalId: string): FunctionName | undefined {
  const fitting = functionNames.filter((name) => logicalId.includes(inIds(name)));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}
