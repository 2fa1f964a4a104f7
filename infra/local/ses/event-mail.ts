import { addressesIn, fieldValue, type HeaderField, unfoldedValue } from "./header-fields.ts";
import type { MessageRecord } from "./message-store.ts";

/** What every event says of the mail it is about (SES Developer Guide, "Mail object"). */
export type EventMail = {
  timestamp: string;
  source: string;
  sendingAccountId: string;
  messageId: string;
  destination: readonly string[];
  headersTruncated: boolean;
  headers: readonly { name: string; value: string }[];
  commonHeaders: { from: readonly string[]; to: readonly string[]; messageId: string; subject: string };
  tags: Readonly<Record<string, readonly string[]>>;
};

/** The mail object of a mail's events, from its record and its header section. */
export function eventMail(record: MessageRecord, fields: readonly HeaderField[], account: string): EventMail {
  return {
    timestamp: record.acceptedAt,
    source: record.source,
    sendingAccountId: account,
    messageId: record.messageId,
    destination: record.recipients,
    ...headersUpToLimit(fields),
    commonHeaders: {
      from: addressesIn(fields, "From"),
      to: addressesIn(fields, "To"),
      messageId: record.messageId,
      subject: fieldValue(fields, "Subject") ?? "",
    },
    tags: eventTags(record, fields),
  };
}

// SES cuts the header section in an event at 10 KB.
const maxHeaderLength = 10 * 1024;

function headersUpToLimit(fields: readonly HeaderField[]): Pick<EventMail, "headers" | "headersTruncated"> {
  let length = 0;
  const withinLimit = fields.filter(({ raw }) => {
    length += raw.length;
    return length <= maxHeaderLength;
  });
  const headers = withinLimit.map((field) => ({ name: field.name, value: unfoldedValue(field) }));
  return { headers, headersTruncated: withinLimit.length < fields.length };
}

function eventTags(record: MessageRecord, fields: readonly HeaderField[]): EventMail["tags"] {
  const [from = ""] = addressesIn(fields, "From");
  const own = Object.entries(record.tags).map(([name, value]) => [name, [value]]);
  return {
    ...(record.configurationSet === undefined ? {} : { "ses:configuration-set": [record.configurationSet] }),
    "ses:source-ip": [record.caller.ip],
    "ses:from-domain": [from.slice(from.lastIndexOf("@") + 1)],
    "ses:caller-identity": [record.caller.identity],
    ...Object.fromEntries(own),
  };
}
