import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";

type Init = ConstructorParameters<typeof SignatureV4>[0];

/** Where an operator API is and who calls it. */
export type OperatorApi = { url: string; region: string; credentials: Init["credentials"] };

/** Calls an operator API: `request` gives the JSON of a 2xx answer. */
export type OperatorClient = {
  /** @throws RefusedByApi | UnreachableApi */
  request(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<unknown>;
};

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** The API answered with a problem (RFC 9457), or the gateway before it with a status. */
export class RefusedByApi extends Error {
  override name = "RefusedByApi";
  readonly status: number;
  /** What is wrong with each field, by JSON Pointer. */
  readonly errors: readonly { pointer: string; detail: string }[];

  /** @param asked the method and the path */
  constructor(status: number, answer: unknown, asked: string) {
    const parsed = problem.safeParse(answer);
    const { title, detail, message, errors } = parsed.data ?? { errors: [] };
    // The gateway says no more than "Forbidden".
    const forbidden = status === 403 ? forbiddenText(asked) : undefined;
    super(detail ?? title ?? forbidden ?? message ?? `The operator API answered with status ${status}.`);
    this.status = status;
    this.errors = errors;
  }
}

function forbiddenText(asked: string): string {
  return `IAM does not let you do this. You need a policy that allows execute-api:Invoke on ${asked}, and credentials and a clock that are right.`;
}

/** The API did not answer. */
export class UnreachableApi extends Error {
  override name = "UnreachableApi";
}

/** A client of the operator API. Its requests are signed (SigV4), because every route there asks for AWS_IAM. */
export function operatorClient({ url, region, credentials }: OperatorApi): OperatorClient {
  const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });

  async function sign(method: string, target: URL, body: string | undefined) {
    return signer.sign({
      method,
      protocol: target.protocol,
      hostname: target.hostname,
      path: target.pathname,
      query: Object.fromEntries(target.searchParams),
      headers: {
        host: target.host,
        "accept-language": "en",
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
    });
  }

  async function request(method: string, path: string, content?: unknown): Promise<unknown> {
    const target = new URL(path, url);
    const body = content === undefined ? undefined : JSON.stringify(content);
    const { headers } = await sign(method, target, body);
    const response = await fetch(target, {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(30_000),
    }).catch((cause: unknown) => {
      throw new UnreachableApi(`The operator API at ${target.origin} does not answer.`, { cause });
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new RefusedByApi(response.status, answer, `${method} ${target.pathname}`);
    return answer;
  }

  return { request };
}
