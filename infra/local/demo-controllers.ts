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

const list = z.object({ controllers: z.array(z.unknown()) });

/**
 * Adds the demo controllers through the operator API, unless there are controllers.
 * @throws RefusedByApi | UnreachableApi
 */
export async function addDemoControllers(api: OperatorApi): Promise<void> {
  const client = operatorClient(api);
  const { controllers } = list.parse(await client.request("GET", "/controllers"));
  if (controllers.length > 0) return;
  for (const controller of demoControllers) await client.request("POST", "/controllers", controller);
}
