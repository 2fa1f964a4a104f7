import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { WireResponse } from "../http/http-response.ts";
import { listen, stopListening } from "../http/listen.ts";
import { wireRequest } from "../http/wire-request.ts";
import { errorAnswer } from "./answers.ts";
import { authenticate, type S3Authority } from "./authenticate.ts";
import { openStorage } from "./fauxqs.ts";
import { forward } from "./forward.ts";
import { handlers } from "./handlers.ts";
import { applyLifecycle } from "./lifecycle/apply-lifecycle.ts";
import type { ExpiryRule } from "./lifecycle/expiry-rule.ts";
import { setLifecycle } from "./lifecycle/lifecycle-operations.ts";
import { type CreatedObject, type ObjectCreated, objectCreated } from "./object-created.ts";
import type { DefaultRetention } from "./object-lock.ts";
import { readPayload, readWholeBody, refusePayload } from "./payload.ts";
import { postObject } from "./post/post-object.ts";
import { authorizeOperation } from "./rights.ts";
import { findObject, type S3Ground } from "./s3-call.ts";
import { accessDenied, asS3Error, notImplemented } from "./s3-error.ts";
import { readRequest, type S3Request } from "./s3-request.ts";

/** The local S3. Port 0 means any free one. `log` gets no personal data. */
export type S3Options = S3Authority & {
  port: number;
  folder: string;
  account: string;
  /** Those that are not there yet are created. */
  buckets: readonly string[];
  /** Which of them have Object Lock. It counts on this server's clock, and there are no versions all the same. */
  locks?: ReadonlyMap<string, DefaultRetention>;
  /** Which of them empty themselves, and how: their lifecycle configuration at every start. */
  emptying?: ReadonlyMap<string, readonly ExpiryRule[]>;
  /** Which of them tell of what is put into them, and whom. */
  events?: { buckets: ReadonlySet<string>; emit(event: ObjectCreated): Promise<void> };
  log(line: string): void;
};

/** A running S3. */
export type LocalS3 = {
  /** Without a trailing slash; path-style. */
  endpoint: string;
  /** Lets the lifecycle rules of all buckets act as at that time. */
  applyLifecycle(at: Date): Promise<void>;
  /** Lets what is under way end, for a second at most. */
  close(): Promise<void>;
};

type Gate = { authority: S3Authority; ground: S3Ground };
type Exchange = { message: IncomingMessage; response: ServerResponse };

/**
 * Starts an S3 on 127.0.0.1 that keeps what it holds in a folder: fauxqs behind a gate that checks signatures and
 * policies, lists, deletes and carries out lifecycle rules, and refuses what fauxqs would take for something else.
 * @throws StartFailure when the port is taken.
 */
export async function startS3(options: S3Options): Promise<LocalS3> {
  const {
    account,
    region,
    buckets,
    locks = new Map(),
    emptying = new Map(),
    folder,
    port,
    now,
    log,
  } = options;
  const storage = await openStorage(folder);
  for (const bucket of buckets) storage.store.createBucket(bucket);
  for (const [bucket, rules] of emptying) setLifecycle(storage, bucket, rules);
  const ground = { storage, account, region, locks, now };

  const server = createServer(async (message, response) => {
    const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    try {
      const created: S3Ground["created"] = (object, reason) =>
        tell({ ...object, reason, requestId }, ground, options);
      const gate = { authority: options, ground: { ...ground, created } };
      const answer = await answerTo({ message, response }, gate);
      if (answer) send({ message, response }, answer);
    } catch (error) {
      const refusal = asS3Error(error);
      if (refusal.code === "InternalError")
        log(`S3: a call failed (${error instanceof Error ? error.name : typeof error})`);
      const [resource = ""] = (message.url ?? "").split("?");
      send({ message, response }, errorAnswer(refusal, resource, requestId));
    }
  });
  const endpoint = await listen(server, port);

  return {
    endpoint,
    applyLifecycle: (at) => applyLifecycle(ground, at),
    async close() {
      await stopListening(server, 1_000);
      await storage.close();
    },
  };
}

/** The answer does not wait for whoever is told, and what an event leads to may come before it. */
function tell(
  created: Omit<CreatedObject, "size" | "etag">,
  { storage, account, region, now }: Omit<S3Ground, "created">,
  { events, log }: Pick<S3Options, "events" | "log">,
): void {
  const object = events?.buckets.has(created.bucket) && findObject(storage, created.bucket, created.key);
  if (!events || !object) return;
  const { contentLength: size, etag } = object;
  events.emit(objectCreated({ ...created, size, etag }, { account, region }, now())).catch((error) => {
    log(`S3: an event was not handed on (${error instanceof Error ? error.name : typeof error})`);
  });
}

/** The answer; undefined when fauxqs gives it. */
async function answerTo(exchange: Exchange, { authority, ground }: Gate): Promise<WireResponse | undefined> {
  const { message } = exchange;
  const request = readRequest(message);
  const { operation } = request;
  if (operation === "PostObject") {
    return postObject({ ...request, body: await readWholeBody(message) }, ground, authority);
  }
  const caller = authenticate(wireRequest(message, Buffer.alloc(0)), authority);
  authorizeOperation(caller.credentials, operation);
  checkExpectedOwner(request, ground);
  switch (operation) {
    case undefined:
      throw notImplemented("this operation");
    case "CopyObject":
    case "CreateMultipartUpload":
    case "GetObject":
    case "GetObjectAttributes":
    case "HeadObject":
    case "UploadPartCopy":
      refusePayload(message, caller);
      forward(request, ground, exchange);
      return undefined;
    default: {
      const { body, trailers } = await readPayload(message, caller);
      const headers = new Map([...request.headers, ...trailers]);
      return handlers[operation]({ ...request, headers, body }, ground);
    }
  }
}

/** Whoever names the account that a bucket should belong to wants nothing to happen in another one. */
function checkExpectedOwner({ headers }: S3Request, { account }: S3Ground): void {
  for (const name of ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"]) {
    const expected = headers.get(name);
    if (expected && expected !== account) throw accessDenied();
  }
}

function send({ message, response }: Exchange, { status, headers, body }: WireResponse): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader("content-length", body.length);
  response.writeHead(status).end(message.method === "HEAD" ? undefined : body);
}
