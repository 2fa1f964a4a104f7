import type { Guard } from "../iam/guard.ts";
import type { FaultRule, FaultyService } from "./fault-rule.ts";
import { createGate, type Gate } from "./gate.ts";

/** Where each service answers. */
export type ServiceEndpoints = Record<FaultyService, string>;

/** The services of a local run, which can be told to fail. */
export type Gates = {
  /**
   * Where each service answers a caller whose calls the guard holds against its rights, as long as the gates are open. One
   * that is reached over https, which somebody else runs, has no gate.
   */
  endpointsFor(guard: Guard): Promise<ServiceEndpoints>;
  rules(): FaultRule[];
  /**
   * Replaces all rules.
   * @throws Error when one is for a service that has no gate
   */
  setRules(rules: readonly FaultRule[]): void;
  close(): Promise<void>;
};

/** Puts a gate before each service. Who calls is known by where it calls: a server of somebody else's has one key for all. */
export function createGates(targets: ServiceEndpoints): Gates {
  const services = Object.keys(targets) as FaultyService[];
  const gates = new Map<FaultyService, Gate>();
  for (const service of services.filter((each) => targets[each].startsWith("http:"))) {
    gates.set(service, createGate({ service, target: targets[service] }));
  }

  return {
    async endpointsFor(guard) {
      const endpoint = async (service: FaultyService) =>
        (await gates.get(service)?.open(guard)) ?? targets[service];
      return {
        dynamodb: await endpoint("dynamodb"),
        s3: await endpoint("s3"),
        ses: await endpoint("ses"),
        kms: await endpoint("kms"),
      };
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
