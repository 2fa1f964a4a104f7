import * as z from "zod";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import type { Stack } from "../template/stack.ts";
import type { AsyncInvoke } from "./async-invoke.ts";
import { compilePattern, type Matches } from "./event-pattern.ts";
import { inputTransformer, transformInput } from "./target-input.ts";

/**
 * Strict, so that a target which changes its event in a way that is not known here is not run as if it did not. Its own retries and dead-letter queue are
 * for what could not be handed over, and nothing comes between the two here.
 */
const target = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  DeadLetterConfig: z.unknown().optional(),
  RetryPolicy: z.unknown().optional(),
  InputTransformer: inputTransformer.optional(),
});

const rule = z.object({
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Targets: z.array(target),
});

/** A rule on the default event bus. */
type EventRule = { matches: Matches; targets: Target[] };

/** The function that a rule invokes, and what it gets of an event. */
type Target = { functionName: string; toInput: (event: unknown) => unknown };

/** The stack's rules that are switched on. */
export function readEventRules(stack: Stack, functions: readonly LocalFunction[]): EventRule[] {
  return stack
    .resources("AWS::Events::Rule", rule)
    .filter(({ properties }) => properties.State === "ENABLED")
    .map(({ properties }) => ({
      matches: compilePattern(properties.EventPattern),
      targets: properties.Targets.map(({ Arn, InputTransformer }) => ({
        functionName: functionByArn(functions, Arn).name,
        toInput: InputTransformer ? transformInput(InputTransformer) : (event: unknown) => event,
      })),
    }));
}

/**
 * The default event bus: an event goes to the targets of every rule that it fits. Resolves when all of them have
 * handled it or given it up; rejects when the local run stops before.
 */
export function eventBus(
  rules: readonly EventRule[],
  invoke: AsyncInvoke,
): (event: unknown) => Promise<void> {
  return async (event) => {
    const fitting = rules.filter(({ matches }) => matches(event));
    await Promise.all(
      fitting.flatMap(({ targets }) =>
        targets.map(({ functionName, toInput }) => invoke(functionName, toInput(event))),
      ),
    );
  };
}
