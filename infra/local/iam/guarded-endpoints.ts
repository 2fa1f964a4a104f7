import type { Gates, ServiceEndpoints } from "../faults/gates.ts";
import { type GuardGround, guardOf } from "./guard.ts";
import type { FunctionRole } from "./roles.ts";

/**
 * Where each function reaches the services: through the gates, which hold its calls against its role.
 * @returns the endpoints of a function
 */
export async function guardedEndpoints(
  gates: Gates,
  roles: readonly FunctionRole[],
  ground: GuardGround,
): Promise<(functionName: string) => ServiceEndpoints> {
  const opened = await Promise.all(roles.map((role) => gates.endpointsFor(guardOf(role, ground))));
  return (functionName) => {
    const found = opened[roles.findIndex((role) => role.functionName === functionName)];
    if (found) return found;
    throw new Error(`there is no role of ${functionName}`);
  };
}
