import { type Answer, textAnswer } from "./answer.ts";
import { mailboxPage, mailboxPolicy, messagePage } from "./mailbox-pages.ts";
import type { MessageRecord, MessageStore } from "./message-store.ts";
import { decodeMail, type StoredMail } from "./stored-mail.ts";

/** What a GET of a path answers: the mailbox for people (`/`, `/messages/…`) and for programs (`/store`). */
export type Mailbox = (path: string) => Promise<Answer>;

const messagePath = /^\/messages\/(?<messageId>[^/]+)(?:\/(?<raw>raw)|\/attachments\/(?<attachment>\d+))?$/;

/** The mailbox of what is in the store. */
export function createMailbox(store: MessageStore): Mailbox {
  const decode = createDecoder(store);
  return async (path) => {
    if (path === "/") return pageAnswer(await listPage(decodeAll(store.list(), decode)));
    if (path === "/store") return storeAnswer(decodeAll(store.list(), decode));
    const { messageId = "", raw, attachment } = messagePath.exec(path)?.groups ?? {};
    const record = store.find(messageId);
    if (!record) return notFound;
    if (raw) return rawAnswer(await store.readRaw(record));
    const mail = await decode(record);
    return attachment ? attachmentAnswer(mail, Number(attachment)) : pageAnswer(messagePage(mail));
  };
}

type Decode = (record: MessageRecord) => Promise<StoredMail>;

/** Takes each message apart once: programs ask for all of them again and again. */
function createDecoder(store: MessageStore): Decode {
  const decoded = new Map<string, StoredMail>();
  return async (record) => {
    const mail = decoded.get(record.messageId) ?? (await decodeMail(record, await store.readRaw(record)));
    decoded.set(record.messageId, mail);
    return mail;
  };
}

// Few enough at a time not to run out of open files, in a mailbox of thousands.
const batchSize = 50;

async function* decodeAll(records: readonly MessageRecord[], decode: Decode): AsyncGenerator<StoredMail> {
  for (let begin = 0; begin < records.length; begin += batchSize) {
    yield* await Promise.all(records.slice(begin, begin + batchSize).map(decode));
  }
}

function storeAnswer(mails: AsyncIterable<StoredMail>): Answer {
  return { status: 200, contentType: "application/json", body: storeJson(mails) };
}

async function* storeJson(mails: AsyncIterable<StoredMail>): AsyncGenerator<string> {
  let separator = "";
  yield '{"emails":[';
  for await (const mail of mails) {
    yield separator + JSON.stringify(mail);
    separator = ",\n";
  }
  yield "]}\n";
}

async function listPage(mails: AsyncIterable<StoredMail>): Promise<string> {
  const all: StoredMail[] = [];
  for await (const mail of mails) all.push(mail);
  return mailboxPage(all);
}

const notFound = textAnswer(404, "There is nothing here.");

function pageAnswer(page: string): Answer {
  const headers = { "Content-Security-Policy": mailboxPolicy };
  return { status: 200, contentType: "text/html; charset=utf-8", headers, body: page };
}

function rawAnswer(raw: Buffer): Answer {
  return { status: 200, contentType: "text/plain; charset=utf-8", body: raw };
}

function attachmentAnswer(mail: StoredMail, number: number): Answer {
  const attachment = mail.attachments[number - 1];
  if (!attachment) return notFound;
  return {
    status: 200,
    contentType: "application/octet-stream",
    headers: {
      "Content-Disposition": `attachment; filename*=UTF-8''${toExtendedValue(attachment.filename)}`,
    },
    body: Buffer.from(attachment.content, "base64"),
  };
}

// RFC 8187 section 3.2.1: fewer characters may stand for themselves than encodeURIComponent leaves.
function toExtendedValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
