import type { FaultRule, FaultyService } from "./fault-rule.ts";
import { type Gate, startGate } from "./gate.ts";

/** Where each service answers. */
export type ServiceEndpoints = Record<FaultyService, string>;

/** The services of a local run, which can be told to fail. */
export type Gates = {
  endpoints: ServiceEndpoints;
  rules(): FaultRule[];
  /**
   * Replaces all rules.
   * @throws Error when one is for a service that has no gate
   */
  setRules(rules: readonly FaultRule[]): void;
  close(): Promise<void>;
};

/** Puts a gate before each service; one that is reached over https, which somebody else runs, has none. */
export async function startGates({ dynamodb, s3, ses, kms }: ServiceEndpoints): Promise<Gates> {
  const gates = new Map<FaultyService, Gate>();
  async function before(service: FaultyService, target: string): Promise<string> {
    if (!target.startsWith("http:")) return target;
    const gate = await startGate({ service, target });
    gates.set(service, gate);
    return gate.endpoint;
  }

  return {
    endpoints: {
      dynamodb: await before("dynamodb", dynamodb),
      s3: await before("s3", s3),
      ses: await before("ses", ses),
      kms: await before("kms", kms),
    },
    rules: () => [...gates.values()].flatMap((gate) => gate.rules()),
    setRules(rules) {
      const other = rules.find(({ service }) => !gates.has(service));
      if (other) throw new Error(`${other.service} is reached over https and cannot be told to fail`);
      for (const [service, gate] of gates) gate.setRules(rules.filter((rule) => rule.service === service));
    },
    async close() {
      await Promise.all([...gates.values()].map((gate) => gate.close()));
    },
  };
}
