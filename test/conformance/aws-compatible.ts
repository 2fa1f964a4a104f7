import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { buffer } from "node:stream/consumers";
import { listen, stopListening } from "../../infra/local/http/listen.ts";
import { eventually } from "../support/eventually.ts";
import { areInstalled, freePorts } from "../support/programs.ts";

/** A server that speaks like AWS, in a process of its own. */
type AwsServer = {
  /** Where it answers. */
  endpoint: string;
  stop(): Promise<void>;
};

/** What there is to know of a kind of server before one runs. */
type AwsCompatible = {
  name: string;
  isInstalled: boolean;
  /** The variables of a local run that tell it to use that server, for as much as it can do. */
  variables: readonly string[];
  start(): Promise<AwsServer>;
};

/** The servers that flows are tried on, where they are installed (from PyPI). */
export const awsCompatible: readonly AwsCompatible[] = [
  {
    name: "MiniStack",
    isInstalled: areInstalled("ministack"),
    variables: ["AWS_ENDPOINT_URL"],
    start: () =>
      startProgram("ministack", [], (port) => ({
        GATEWAY_PORT: port,
        BIND_HOST: "127.0.0.1",
        MINISTACK_REGION: "eu-central-1",
      })),
  },
  {
    name: "moto",
    isInstalled: areInstalled("moto_server"),
    // Its S3 does not say of which prefix a list of uploads is: what says nothing proves no destruction.
    variables: ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SES", "AWS_ENDPOINT_URL_KMS"],
    async start() {
      const moto = await startProgram("moto_server", ["-H", "127.0.0.1", "-p"], () => ({}));
      return oneAtATime(moto);
    },
  },
];

/** @param flags of the command line; the port follows the last one */
async function startProgram(
  program: string,
  flags: readonly string[],
  environment: (port: string) => Record<string, string>,
): Promise<AwsServer> {
  const port = String((await freePorts(1))[0]);
  const child = spawn(program, flags.length > 0 ? [...flags, port] : [], {
    cwd: tmpdir(),
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...environment(port) },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = () => killGroup(child);
  try {
    await eventually(() => fetch(endpoint), { within: 60_000 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await exit;
}

/** Calls one after the other: moto does not keep a transaction apart from what is written meanwhile. */
async function oneAtATime(server: AwsServer): Promise<AwsServer> {
  let last: Promise<unknown> = Promise.resolve();
  const front = createServer(async (message, response) => {
    const body = await buffer(message);
    const call = async () => {
      const passed = request(server.endpoint + message.url, {
        method: message.method,
        headers: message.rawHeaders,
      });
      const [answer] = await once(passed.end(body), "response");
      return { answer, content: await buffer(answer) };
    };
    const called = last.then(call);
    last = called.catch(() => {});
    try {
      const { answer, content } = await called;
      response.writeHead(answer.statusCode, answer.rawHeaders).end(content);
    } catch {
      response.destroy();
    }
  });
  const endpoint = await listen(front, 0);
  return {
    endpoint,
    async stop() {
      await stopListening(front, 0);
      await server.stop();
    },
  };
}
