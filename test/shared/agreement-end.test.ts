import { expect, test } from "vitest";
import { agreementEndSchema, type Phase, phases, takesRequests } from "../../shared/agreement-end.ts";

// A17
test("requests are taken until the month after the agreement is over", () => {
  const inPhase = (phase: Phase) => takesRequests({ termination: { reference: "AGR-1", phase } });
  expect(phases.map((phase) => [phase, inPhase(phase)])).toEqual([
    ["terminated", true],
    ["closed", false],
    ["destroying", false],
    ["destroyed", false],
  ]);
  expect(takesRequests({})).toBe(true);
});

// H6
test("a phase that is not known is not read as one that is", () => {
  expect(agreementEndSchema.safeParse({ reference: "AGR-1", phase: "paused" }).success).toBe(false);
});
