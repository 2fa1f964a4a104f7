import { expect } from "vitest";
import type { SampleFile } from "./files.ts";
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

/** The kind of case that a file is attached to, as the API's paths have it, and what opens that case. */
type AttachableCase = { path: "requests" | "breach-reports"; reference: string; receiptCode: string };

/** A form that sends one file straight to S3. */
export type UploadForm = { id: string; upload: { url: string; fields: Record<string, string> } };

/** Asks for a form, saying this of the file. */
export function postAttachment(
  api: string,
  { path, reference, receiptCode }: AttachableCase,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api}/${path}/${reference}/attachments`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${receiptCode}`, ...headers },
    body: JSON.stringify(body),
  });
}

/** Asks for a form for a file, which has to be given. */
export async function askForm(api: string, to: AttachableCase, file: SampleFile): Promise<UploadForm> {
  const { filename, contentType, bytes } = file;
  const answer = await postAttachment(api, to, { filename, contentType, size: bytes.length });
  expect(answer.status).toBe(201);
  return (await answer.json()) as UploadForm;
}

/** Sends a form with a file in it, as a browser does, and follows it nowhere. */
export function sendForm({ upload }: UploadForm, bytes: Buffer): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]), "file");
  return fetch(upload.url, { method: "POST", body: form, redirect: "manual" });
}

/**
 * Attaches a file to a case.
 * @returns its id, and where S3 leads the browser that sent it
 */
export async function attach(
  api: string,
  to: AttachableCase,
  file: SampleFile,
): Promise<{ id: string; leadsTo: string }> {
  const form = await askForm(api, to, file);
  const sent = await sendForm(form, file.bytes);
  expect(sent.status).toBe(303);
  return { id: form.id, leadsTo: sent.headers.get("location") ?? "" };
}

/** A file as the status of its case lists it. */
export type AttachmentStatus = {
  id: string;
  number: number;
  filename?: string;
  status: string;
  at: string;
  size?: number;
  sha256?: string;
};

/** The files of a case, as whoever holds the receipt code is told. */
export async function attachmentsOf(
  api: string,
  { path, reference, receiptCode }: AttachableCase,
): Promise<AttachmentStatus[]> {
  const headers = { authorization: `Bearer ${receiptCode}` };
  const answer = await fetch(`${api}/${path}/${reference}`, { headers });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { attachments: AttachmentStatus[] }).attachments;
}

/** The link in a mail to the page from which a file is downloaded. */
export function fileLinkIn({ body }: Mail): string {
  return body.text?.match(/^http\S+\/attachments\/\S+$/m)?.[0] ?? "";
}

/** What a mail hands over to a machine. */
export function handOverIn({ attachments }: Mail): Record<string, unknown> {
  return JSON.parse(Buffer.from(attachments[0]?.content ?? "", "base64").toString());
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
