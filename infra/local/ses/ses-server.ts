import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { SesAccount } from "./accept-mail.ts";
import { type Answer, sendAnswer, textAnswer } from "./answer.ts";
import { createEventPublisher } from "./event-publisher.ts";
import type { ForeignSes } from "./foreign-ses.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { openMessageStore } from "./message-store.ts";
import { createQueryEndpoint, type QueryEndpoint } from "./query-endpoint.ts";
import type { SesEvent } from "./ses-event.ts";

/**
 * The local SES. Port 0 means any free one. `configurationSets` holds for each name the event types that its
 * destination matches. Each mail goes to `foreign` first, and is only accepted if that takes it. `emit` gets what SES would send to EventBridge; an event whose promise is not fulfilled comes
 * again at the next start. `log` gets no personal data.
 */
export type SesOptions = SesAccount & {
  port: number;
  folder: string;
  foreign?: ForeignSes | undefined;
  emit: (event: SesEvent) => void | Promise<void>;
  log: (line: string) => void;
};

/**
 * Starts an SES on 127.0.0.1 that keeps every mail in a folder and sends none: SendRawEmail and GetSendQuota of the
 * v1 API, the mailbox simulator's addresses, events, and a mailbox to look into. Right after the start it emits the
 * events that an earlier run left. `close` lets what is under way end, for a second at most.
 * @throws the system's error when the port is taken; StartFailure when the folder holds what it cannot read
 */
export async function startSes(options: SesOptions): Promise<{ port: number; close(): Promise<void> }> {
  const { log } = options;
  const now = () => new Date();
  const store = await openMessageStore(options.folder);
  const publisher = createEventPublisher({ store, account: options, emit: options.emit, log, now });
  const query = createQueryEndpoint({
    account: options,
    store,
    publisher,
    foreign: options.foreign,
    log,
    now,
  });
  const mailbox = createMailbox(store);

  const server = createServer((request, response) => {
    answer(request, response, { query, mailbox }).catch((error: unknown) => {
      log(`SES: an answer was not sent (${error instanceof Error ? error.name : typeof error})`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end("The local mailbox failed.\n");
    });
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  publisher.begin(store.list().filter(({ pendingEvents }) => pendingEvents.length > 0));

  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      const patience = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(patience);
      await publisher.close();
    },
  };
}

type Doors = { query: QueryEndpoint; mailbox: Mailbox };

async function answer(request: IncomingMessage, response: ServerResponse, doors: Doors): Promise<void> {
  await sendAnswer(response, await route(request, doors));
}

async function route(request: IncomingMessage, { query, mailbox }: Doors): Promise<Answer> {
  const [path = "/"] = (request.url ?? "/").split("?");
  if (request.method === "GET" || request.method === "HEAD") return mailbox(path);
  if (request.method === "POST" && path === "/") return query(request);
  return textAnswer(405, "Mail is sent with POST / and read with GET.");
}
