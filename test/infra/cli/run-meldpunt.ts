import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { inject, onTestFinished } from "vitest";

/** The file of the command line. */
export const entry = resolve(import.meta.dirname, "../../../infra/cli/meldpunt.ts");

type Ended = { exitCode: number; stdout: string; stderr: string };

/** What every process of the test run gets: where compiled modules are kept. */
const { NODE_COMPILE_CACHE = "" } = process.env;

/** Runs the command line as a process of its own, with no more environment than given. */
export function meldpunt(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { NODE_COMPILE_CACHE, MELDPUNT_DATA: "/nonexistent", ...environment } };
    const child = execFile(process.execPath, [inject("cli"), ...args], options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

export type Received = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
export type Canned = { status: number; body: unknown };

/** A server on a port of its own; gone after the test. */
export async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

/** A server that writes down what it receives and gives the answers in turn; gone after the test. */
export async function cannedServer(...answers: Canned[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const url = await listening(async (request, response) => {
    const { method = "", url: path = "", headers } = request;
    received.push({ method, path, headers, body: await text(request) });
    const { status, body } = answers[received.length - 1] ?? { status: 500, body: {} };
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return { url, received };
}

/** A folder with these files in it, as JSON; gone after the test. */
export async function folderWith(files: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

/** What a local run at this address writes into its data folder. */
export function runFile(url: string, pid = process.pid) {
  return {
    pid,
    api: "http://127.0.0.1:8787",
    mail: "http://127.0.0.1:8025",
    operatorApi: url,
    control: url,
    controlToken: "control-token",
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "secret" },
    readerCredentials: { accessKeyId: "local-reader", secretAccessKey: "secret" },
  };
}
