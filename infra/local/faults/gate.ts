import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listen, stopListening } from "../http/listen.ts";
import { readBody } from "../http/read-body.ts";
import { calledOperation } from "./called-operation.ts";
import { decide, type Fault, type FaultRule, type FaultyService } from "./fault-rule.ts";
import { refusalOf } from "./refusals.ts";

/** What a gate stands before. */
type GateOptions = {
  service: FaultyService;
  /** Where the service answers, over http. */
  target: string;
  /** None when absent. */
  rules?: readonly FaultRule[];
};

/** A service as it is when it fails. */
export type Gate = {
  /** Where it answers, without a trailing slash. */
  endpoint: string;
  /** The rules in force, each with the calls that it is still for. */
  rules(): readonly FaultRule[];
  /** Replaces all rules. Calls that hang are cut off. */
  setRules(rules: readonly FaultRule[]): void;
  close(): Promise<void>;
};

/** A call, with its body where that has been read already. */
type Exchange = { message: IncomingMessage; response: ServerResponse; body?: Buffer | undefined };

/** More than SES takes: 10 MB of message in base64 and percent-encoding. */
const largestBody = 16 * 1024 * 1024;

/**
 * Stands before a service on 127.0.0.1 and passes calls on as they are, header by header, so that signatures hold;
 * those that a rule is for meet its fault.
 */
export async function startGate({ service, target, rules: first = [] }: GateOptions): Promise<Gate> {
  const { hostname, port, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const hanging = new Set<Socket>();
  let rules = first;

  async function handle(exchange: Exchange): Promise<void> {
    if (rules.length === 0) return pass(exchange);
    const { message } = exchange;
    const body = service === "ses" ? await readBody(message, largestBody) : undefined;
    if (service === "ses" && !body) return void message.socket.destroy();
    const decision = decide(rules, { service, operation: calledOperation(service, message, body) });
    rules = decision.rules;
    meet({ ...exchange, body }, decision.fault);
  }

  function meet(exchange: Exchange, fault: Fault | undefined): void {
    const { message, response } = exchange;
    const refusal = fault && refusalOf(service, fault);
    if (fault === undefined || fault === "drop") pass(exchange, { isDropped: fault === "drop" });
    else if (fault === "away") message.socket.destroy();
    else {
      message.resume();
      if (refusal) response.writeHead(refusal.status, refusal.headers.flat()).end(refusal.body);
      else hang(message.socket);
    }
  }

  function hang(socket: Socket): void {
    hanging.add(socket);
    socket.once("close", () => hanging.delete(socket));
  }

  function pass({ message, response, body }: Exchange, { isDropped = false } = {}): void {
    const { method, url, rawHeaders, socket } = message;
    const passed = request({ agent, hostname, port, method, path: url, headers: rawHeaders });
    passed.on("response", (answer) => {
      if (isDropped) return void answer.resume().once("close", () => socket.destroy());
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
      answer.once("error", () => socket.destroy()).pipe(response);
    });
    passed.on("error", () => socket.destroy());
    response.once("close", () => {
      // What is to be dropped is done all the same, once it has been asked for.
      if (response.writableFinished || (isDropped && message.complete)) return;
      passed.destroy();
    });
    if (body) passed.end(body);
    else message.pipe(passed);
  }

  const server = createServer((message, response) => {
    handle({ message, response }).catch(() => message.socket.destroy());
  });
  // Whoever calls keeps the connection: one that ended here just before a call would be a fault that nobody asked for.
  server.keepAliveTimeout = 0;
  const address = await listen(server, 0);

  return {
    endpoint: `${address}${pathname.replace(/\/+$/, "")}`,
    rules: () => rules,
    setRules(replacement) {
      rules = replacement;
      for (const socket of hanging) socket.destroy();
    },
    async close() {
      for (const socket of hanging) socket.destroy();
      await stopListening(server, 1_000);
      agent.destroy();
    },
  };
}
