import { CommandFailure } from "../failure.ts";

/**
 * What a service says of one thing; or why nothing is known of it: a right is lacking (its IAM action), the thing is gone
 * (its name), the call failed (the error), or it is nothing that can be asked where the command looks.
 */
export type Fact<T> = { value: T } | { lacks: string } | { gone: string } | { failed: string } | "elsewhere";

/** How AWS's services name the refusal of a call for want of a right. */
const refusals = /^(AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized)/;

/** How they say that there is no such thing. */
const absences =
  /(NotFound|NonExistent|DoesNotExist|NoSuch\w+|QueueDoesNotExist)(Exception|Error|Configuration)?$/;

/**
 * Asks a service, and takes its refusal for a fact, too.
 * @param right the IAM action that the question takes
 * @param name of what is asked about, as a person knows it
 */
export async function ask<T>(right: string, name: string, question: Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await question };
  } catch (error) {
    const said = error instanceof Error ? error.name : "Error";
    if (refusals.test(said)) return { lacks: right };
    if (absences.test(said)) return { gone: name };
    const isNamed = said !== "Error" && !(error instanceof CommandFailure);
    return { failed: isNamed || !(error instanceof Error) ? said : error.message };
  }
}

/** The fact with something else in its place, where there is a value. */
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return typeof fact === "object" && "value" in fact ? { value: change(fact.value) } : fact;
}
