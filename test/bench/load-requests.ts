import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { submission } from "../support/submissions.ts";

/** A request that was accepted: when the answer had come, in milliseconds since 1970, and how often it was refused before. */
export type Accepted = { reference: string; controllerId: string; acceptedAt: number; refusals: number };

/** How often somebody tries again who was told to, and how long one waits, in milliseconds. */
const retries = { most: 10, pause: 1_000 };

/**
 * Somebody of whom nobody has heard asks a controller for data, at an API that answers at that address; and again under the
 * same key, where the answer is that nothing was stored.
 * @throws Error when it is another one
 */
export async function askFor(api: string, controllerId: string): Promise<Accepted> {
  const key = randomBytes(24).toString("base64url");
  const dataSubject = { ...submission().dataSubject, email: `${key.toLowerCase()}@people.example` };
  const body = JSON.stringify(submission({ controllerId, dataSubject }));
  for (let refusals = 0; ; refusals++) {
    const response = await fetch(`${api}/requests`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body,
    });
    const answer = await response.text();
    if (response.status === 201)
      return { reference: JSON.parse(answer).reference, controllerId, acceptedAt: Date.now(), refusals };
    if (response.status !== 503 || refusals === retries.most)
      throw new Error(`a request was answered with status ${response.status}`);
    await pause(retries.pause);
  }
}
