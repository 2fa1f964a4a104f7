import { inject } from "vitest";

/** What is there once, for all tests of a run or all measurements of one. */
export type Places = {
  /** Where a DynamoDB Local answers. */
  dynamodb: string;
  /** Folder of the CDK app as it is now: `cdk.out` in it is the assembly, `bundles` the built functions. */
  assembly: string;
  /** Whether tests have their large sizes. */
  long: boolean;
};

let own: Places | undefined;

/** Where something is: vitest says so, or who measures without it. */
export function placeOf<P extends keyof Places>(name: P): Places[P] {
  return own ? own[name] : inject(name);
}

/** Says where all is, in a process in which vitest does not. */
export function setPlaces(places: Places): void {
  own = places;
}
