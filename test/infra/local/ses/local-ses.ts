import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient } from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { onTestFinished, vi } from "vitest";
import type { SesEvent } from "../../../../infra/local/ses/ses-event.ts";
import { type SesOptions, startSes } from "../../../../infra/local/ses/ses-server.ts";
import type { StoredMail } from "../../../../infra/local/ses/stored-mail.ts";

export const sender = "meldpunt@processor.example";

/** A folder that is gone when the test has ended. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-ses-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A local SES of the test's own, a client that reaches it, and what it has emitted and logged so far. */
export async function startLocalSes(changes: Partial<SesOptions> = {}) {
  const events: SesEvent[] = [];
  const lines: string[] = [];
  const folder = changes.folder ?? (await newFolder());
  const ses = await startSes({
    port: 0,
    folder,
    account: "000000000000",
    region: "eu-central-1",
    identities: ["processor.example"],
    configurationSets: new Map([
      ["mail", ["send", "reject", "bounce", "complaint", "delivery", "deliveryDelay"]],
    ]),
    emit: (event) => {
      events.push(event);
    },
    log: (line) => lines.push(line),
    ...changes,
  });
  const url = `http://127.0.0.1:${ses.port}`;
  const client = new SESClient({
    endpoint: url,
    region: "eu-central-1",
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "none" },
    maxAttempts: 1,
  });
  let open = true;
  async function close() {
    if (!open) return;
    open = false;
    client.destroy();
    await ses.close();
  }
  onTestFinished(close);
  return { url, client, folder, events, lines, close };
}

export type LocalSes = Awaited<ReturnType<typeof startLocalSes>>;

/** Waits until the assertions hold. */
export function eventually(assertions: () => void): Promise<void> {
  return vi.waitFor(assertions, { timeout: 15_000, interval: 10 });
}

/** The bytes of a mail from the sender; change and add what the test is about. */
export function compose(options: ConstructorParameters<typeof MailComposer>[0] = {}): Promise<Buffer> {
  return new MailComposer({ from: sender, to: "noor@example.org", subject: "S", text: "T", ...options })
    .compile()
    .build();
}

/** All mails, as a program gets them. */
export async function readStore({ url }: LocalSes): Promise<StoredMail[]> {
  const response = await fetch(`${url}/store`);
  const store = (await response.json()) as { emails: StoredMail[] };
  return store.emails;
}
