import { createServer, type IncomingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";

/** What S3 was asked: `call` is the method and the path as they were sent. */
export type S3Request = {
  call: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: string;
};

export type S3Answer = { status?: number; headers?: Record<string, string>; body?: string };

/** Where S3 stands in for a test: what it was asked, and its next answers; without any it gives none at all. */
export type S3Stub = {
  /** What an AWS SDK has to find in its environment to reach it. */
  environment: Record<string, string>;
  asked: S3Request[];
  answers: S3Answer[];
  close(): Promise<void>;
};

/** A server that answers each call as the test says, on a free port of this machine. */
export async function startS3Stub(): Promise<S3Stub> {
  const asked: S3Request[] = [];
  const answers: S3Answer[] = [];
  const server = createServer(async (message, response) => {
    const body = (await buffer(message)).toString();
    const { method = "", url = "", headers } = message;
    const [path, query] = url.split("?");
    asked.push({
      call: `${method} ${path}`,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      body,
    });
    const answer = answers.shift();
    if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "TEST",
      AWS_SECRET_ACCESS_KEY: "test",
    },
    asked,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** S3's answer when it does not do what it was asked. */
export function refusing(status: number, code: string): S3Answer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>` };
}
