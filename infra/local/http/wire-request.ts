import type { IncomingMessage } from "node:http";

/** A request as it came over the wire. */
export type WireRequest = {
  method: string;
  /** Path, still percent-encoded. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Names in lower case, one entry per field line. */
  headers: [name: string, value: string][];
  body: Buffer;
  sourceIp: string;
  protocol: string;
};

/** Reads a request of `node:http` whose body has been read already. */
export function wireRequest(message: IncomingMessage, body: Buffer): WireRequest {
  const [path = "", ...query] = (message.url ?? "").split("?");
  const lines = message.rawHeaders;
  return {
    method: message.method ?? "",
    path,
    query: query.join("?"),
    headers: lines.flatMap((name, index) =>
      index % 2 === 0 ? [[name.toLowerCase(), lines[index + 1] ?? ""] as [string, string]] : [],
    ),
    body,
    sourceIp: message.socket.remoteAddress ?? "",
    protocol: `HTTP/${message.httpVersion}`,
  };
}
