import * as z from "zod";
import { type OperatorApi, operatorClient } from "../cli/operator-client.ts";

/** Whom a fresh local run knows, so that there is somebody to send a request to. */
export const demoControllers = [
  {
    id: "voorbeeld-bv",
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: [
      { email: "privacy@voorbeeld.example", role: "privacy" },
      { email: "directie@voorbeeld.example", role: "fallback" },
    ],
  },
  {
    id: "example-ltd",
    name: "Example Ltd",
    language: "en",
    listed: true,
    contacts: [{ email: "privacy@example-ltd.example", role: "privacy" }],
  },
] as const;

const list = z.object({ controllers: z.array(z.object({ id: z.string() })) });

/**
 * Adds through the operator API those of the demo controllers that are not there.
 * @throws RefusedByApi | UnreachableApi
 */
export async function addDemoControllers(api: OperatorApi): Promise<void> {
  const client = operatorClient(api);
  const { controllers } = list.parse(await client.request("GET", "/controllers"));
  const known = new Set(controllers.map(({ id }) => id));
  const missing = demoControllers.filter(({ id }) => !known.has(id));
  for (const controller of missing) await client.request("POST", "/controllers", controller);
}
