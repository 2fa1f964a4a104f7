import { expect } from "vitest";

/** The answer to a breach report. */
export type BreachReceipt = {
  reference: string;
  receiptCode: string;
  status: string;
  controllers: { id: string; name: string }[];
};

/** What the holder of a receipt code is told. */
type BreachStatus = {
  status: string;
  timeline: { at: string; event: string }[];
  controllers: { id: string; name: string; status: string; reason?: string }[];
};

function post(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Posts a breach report, with a reporter code where one is given. */
export function postReport(api: string, body: unknown, reporterCode?: string): Promise<Response> {
  return post(`${api}/breach-reports`, body, reporterCode ? { authorization: `Bearer ${reporterCode}` } : {});
}

/** Posts a report that has to be accepted. */
export async function submitReport(
  api: string,
  body: unknown,
  reporterCode?: string,
): Promise<BreachReceipt> {
  const answer = await postReport(api, body, reporterCode);
  expect(answer.status).toBe(201);
  return (await answer.json()) as BreachReceipt;
}

/** Posts an update with the receipt code. */
export function postUpdate(
  api: string,
  { reference, receiptCode }: BreachReceipt,
  body: unknown,
): Promise<Response> {
  return post(`${api}/breach-reports/${reference}/updates`, body, { authorization: `Bearer ${receiptCode}` });
}

/** How a report stands. */
export async function breachStatus(
  api: string,
  { reference, receiptCode }: BreachReceipt,
): Promise<BreachStatus> {
  const answer = await fetch(`${api}/breach-reports/${reference}`, {
    headers: { authorization: `Bearer ${receiptCode}` },
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as BreachStatus;
}
