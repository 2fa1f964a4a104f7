import { expect } from "vitest";
import type { Mail } from "./local-run.ts";

/** The answer to a submission. */
type Receipt = {
  reference: string;
  receiptCode: string;
  status: string;
  controller: { id: string; name: string } | null;
};

/** Posts a request as anybody can; a string goes as it is. */
export function postRequest(
  api: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api}/requests`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The receipt in an answer, which has to be one. */
export async function receiptIn(answer: Response): Promise<Receipt> {
  expect(answer.status).toBe(201);
  return (await answer.json()) as Receipt;
}

/** Posts a request that has to be accepted. */
export async function submitRequest(api: string, body: unknown): Promise<Receipt> {
  return receiptIn(await postRequest(api, body));
}

/** The status of a request, read with its receipt code. */
export async function statusOf(api: string, receipt: Receipt): Promise<string> {
  return (await readStatus(api, receipt)).status;
}

/** What the holder of the receipt code of a request is told. */
export async function readStatus(
  api: string,
  { reference, receiptCode }: Receipt,
): Promise<{ status: string; timeline: { event: string }[] }> {
  const answer = await fetch(`${api}/requests/${reference}`, {
    headers: { authorization: `Bearer ${receiptCode}` },
  });
  return (await answer.json()) as { status: string; timeline: { event: string }[] };
}

/** What a mail is: `X-Meldpunt-Type`. */
export function typeOf(mail: Mail | undefined): string | undefined {
  return mail?.headers.find(([name]) => name === "X-Meldpunt-Type")?.[1];
}

/** The mails about one case. */
export function mailsAbout(reference: string, mails: readonly Mail[]): Mail[] {
  return mails.filter(({ headers }) =>
    headers.some(([name, value]) => name === "X-Meldpunt-Reference" && value === reference),
  );
}
