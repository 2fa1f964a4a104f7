import { describe, expect, onTestFinished, test } from "vitest";
import type { FaultRule } from "../../../../infra/local/faults/fault-rule.ts";
import { createGates } from "../../../../infra/local/faults/gates.ts";

const away: FaultRule[] = [
  { service: "ses", fault: "away" },
  { service: "dynamodb", fault: "away" },
];

/** One that refuses nothing. */
const guard = { refusal: async () => undefined, hiddenAbsence: () => undefined };

function gatesBefore(s3: string) {
  const nobody = "http://127.0.0.1:1";
  const gates = createGates({ dynamodb: nobody, s3, ses: nobody, kms: nobody });
  onTestFinished(gates.close);
  return gates;
}

describe("the gates of a local run", () => {
  test("have the rules that are for their services", async () => {
    const gates = gatesBefore("http://127.0.0.1:1/path/");
    gates.setRules(away);
    expect(gates.rules().toSorted((a, b) => b.service.localeCompare(a.service))).toEqual(away);
    gates.setRules([]);
    expect(gates.rules()).toEqual([]);
    const [one, other] = [await gates.endpointsFor(guard), await gates.endpointsFor(guard)];
    expect(new Set([...Object.values(one), ...Object.values(other)]).size).toBe(8);
    expect(one.s3).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/path$/);
  });

  test("do not stand before a server that is reached over https, and say so", async () => {
    const gates = gatesBefore("https://s3.example");
    expect((await gates.endpointsFor(guard)).s3).toBe("https://s3.example");
    gates.setRules(away);
    expect(() => gates.setRules([{ service: "s3", fault: "away" }])).toThrow("s3 is reached over https");
    expect(gates.rules()).toHaveLength(2);
  });
});
