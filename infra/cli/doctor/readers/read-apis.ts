import * as z from "zod";
import { type OperatorApi, operatorClient, RefusedByApi } from "../../operator-client.ts";
import type { Fact } from "../fact.ts";
import type { Answering, DeployedSettings } from "../facts.ts";

/** How long the public API may take to answer, in milliseconds. */
const patience = 10_000;

/** Whether the public API answers that it is well; its address is unknown where it is empty. */
export async function readPublicApi(url: string): Promise<Fact<Answering>> {
  const health = URL.parse("/health", url);
  if (!health) return { failed: "the stack has no output PublicApiUrl" };
  const asked = fetch(health, { signal: AbortSignal.timeout(patience) });
  const status = await asked.then((response) => response.status).catch(() => undefined);
  return { value: { url, status } };
}

const answer = z.object({
  settings: z.object({
    recoveryDays: z.int(),
    evidence: z.object({ lock: z.enum(["governance", "compliance"]), lockDays: z.int() }),
    restoredTable: z.object({ name: z.string() }).optional(),
  }),
});

/** Whether the operator API answers, with the settings that the stack was deployed with. */
export async function readSettings(api: OperatorApi): Promise<Fact<DeployedSettings>> {
  try {
    return { value: answer.parse(await operatorClient(api).request("GET", "/settings")).settings };
  } catch (error) {
    if (error instanceof RefusedByApi && error.status === 403) return { lacks: "execute-api:Invoke" };
    return { failed: error instanceof Error ? error.message : "Error" };
  }
}
