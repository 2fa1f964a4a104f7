import { markup, markupOf } from "../../../shared/markup.ts";

/** What SES refuses, with its own error code; 400 and the sender's fault unless said otherwise. */
export class SesError extends Error {
  override name = "SesError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The parameters of SendRawEmail. */
export type SendRawEmail = {
  raw: Buffer;
  source: string | undefined;
  destinations: readonly string[];
  configurationSet: string | undefined;
  tags: readonly { name: string; value: string }[];
};

/** Reads SendRawEmail's parameters from the form that the AWS query protocol posts. */
export function readSendRawEmail(form: URLSearchParams): SendRawEmail {
  return {
    raw: Buffer.from(form.get("RawMessage.Data") ?? "", "base64"),
    source: form.get("Source") ?? undefined,
    destinations: members(form, "Destinations.member.", ""),
    configurationSet: form.get("ConfigurationSetName") ?? undefined,
    tags: members(form, "Tags.member.", ".Name").map((name, index) => ({
      name,
      value: form.get(`Tags.member.${index + 1}.Value`) ?? "",
    })),
  };
}

/** What an action that succeeded answers. */
export type ActionResult = { action: string; result: Readonly<Record<string, string | number>> };

/** The XML of the answer to an action that succeeded. */
export function resultXml({ action, result }: ActionResult, requestId: string): string {
  const elements = Object.entries(result).map(([name, value]) => markup`<${name}>${value}</${name}>`);
  return markupOf(markup`<${action}Response xmlns="${namespace}"><${action}Result>${elements}</${action}Result>\
<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`);
}

/** The XML of the answer to an action that was refused or failed. */
export function errorXml({ code, message, status }: SesError, requestId: string): string {
  const type = status < 500 ? "Sender" : "Receiver";
  return markupOf(markup`<ErrorResponse xmlns="${namespace}">\
<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>\
<RequestId>${requestId}</RequestId></ErrorResponse>`);
}

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/";

function members(form: URLSearchParams, prefix: string, suffix: string): string[] {
  const values: string[] = [];
  for (let next = form.get(`${prefix}1${suffix}`); next !== null; ) {
    values.push(next);
    next = form.get(`${prefix}${values.length + 1}${suffix}`);
  }
  return values;
}
