import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where SES stands in for a test: what it was asked, and how it answers next. */
export type SesStub = {
  endpoint: string;
  asked: URLSearchParams[];
  answer: (response: ServerResponse) => void;
  close: () => Promise<void>;
};

/** A server that answers every call as the test says, on a free port of this machine. */
export async function startSesStub(): Promise<SesStub> {
  const server = createServer(async (request, response) => {
    stub.asked.push(new URLSearchParams(await bodyOf(request)));
    stub.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stub: SesStub = {
    endpoint: `http://127.0.0.1:${port}`,
    asked: [],
    answer: accepting("id"),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stub;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** SES's answer to a mail it takes. */
export function accepting(messageId: string): SesStub["answer"] {
  const xml = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>`;
  return (response) => response.writeHead(200, { "content-type": "text/xml" }).end(xml);
}

/** SES's answer to a mail it does not take. */
export function failing(status: number, code: string, message: string): SesStub["answer"] {
  const xml = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  return (response) => response.writeHead(status, { "content-type": "text/xml" }).end(xml);
}
