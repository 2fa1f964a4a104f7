import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import type { WireResponse } from "../http/http-response.ts";
import { listen, stopListening } from "../http/listen.ts";
import { readBody } from "../http/read-body.ts";
import type { Guard } from "../iam/guard.ts";
import { namesInBody } from "../iam/wire-asked.ts";
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
  /**
   * Opens it for a caller whose calls the guard holds against its rights, or for somebody who has all rights.
   * @returns where it answers that caller, without a trailing slash
   */
  open(guard?: Guard): Promise<string>;
  /** The rules in force, each with the calls that it is still for. */
  rules(): readonly FaultRule[];
  /** Replaces all rules. Calls that hang are cut off. */
  setRules(rules: readonly FaultRule[]): void;
  close(): Promise<void>;
};

/** A call, with its body where that has been read already. */
type Exchange = {
  message: IncomingMessage;
  response: ServerResponse;
  guard: Guard | undefined;
  body?: Buffer | undefined;
};

/** More than a form takes here, and than SES takes: 10 MB of message in base64 and percent-encoding. */
const largestBody = 64 * 1024 * 1024;

/**
 * Stands before a service on 127.0.0.1 and passes calls on as they are, header by header, so that signatures hold;
 * those that their caller has no right to are refused, and those that a rule is for meet its fault.
 */
export function createGate({ service, target, rules: first = [] }: GateOptions): Gate {
  const { hostname, port, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const hanging = new Set<Socket>();
  let rules = first;

  const servers: Server[] = [];

  async function handle({ message, response, guard }: Exchange): Promise<void> {
    const isRead = guard ? namesInBody(service, message) : service === "ses" && rules.length > 0;
    const body = isRead ? await readBody(message, largestBody) : undefined;
    if (isRead && !body) return void message.socket.destroy();
    const exchange = { message, response, guard, body };
    const refusal = await guard?.refusal(service, { message, body: body ?? Buffer.alloc(0) });
    if (refusal) return answer(exchange, refusal);
    if (rules.length === 0) return pass(exchange);
    const decision = decide(rules, { service, operation: calledOperation(service, message, body) });
    rules = decision.rules;
    meet(exchange, decision.fault);
  }

  function answer(
    { message, response, body }: Exchange,
    { status, headers, body: content }: WireResponse,
  ): void {
    if (!body) message.resume();
    response.writeHead(status, headers.flat()).end(content);
  }

  function meet(exchange: Exchange, fault: Fault | undefined): void {
    const { message } = exchange;
    const refusal = fault && refusalOf(service, fault);
    if (fault === undefined || fault === "drop") pass(exchange, { isDropped: fault === "drop" });
    else if (fault === "away") message.socket.destroy();
    else if (refusal) answer(exchange, refusal);
    else {
      message.resume();
      hang(message.socket);
    }
  }

  function hang(socket: Socket): void {
    hanging.add(socket);
    socket.once("close", () => hanging.delete(socket));
  }

  function pass(exchange: Exchange, { isDropped = false } = {}): void {
    const { message, response, guard, body } = exchange;
    const { method, url, rawHeaders, socket } = message;
    const passed = request({ agent, hostname, port, method, path: url, headers: rawHeaders });
    passed.on("response", (answered) => {
      if (isDropped) return void answered.resume().once("close", () => socket.destroy());
      const hidden = answered.statusCode === 404 ? guard?.hiddenAbsence(service, message) : undefined;
      if (hidden) return void answered.resume().once("close", () => answer(exchange, hidden));
      response.writeHead(answered.statusCode ?? 502, answered.statusMessage, answered.rawHeaders);
      answered.once("error", () => socket.destroy()).pipe(response);
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

  async function open(guard?: Guard): Promise<string> {
    const server = createServer((message, response) => {
      handle({ message, response, guard }).catch(() => message.socket.destroy());
    });
    // Whoever calls keeps the connection: one that ended here just before a call would be a fault that nobody asked for.
    server.keepAliveTimeout = 0;
    servers.push(server);
    return `${await listen(server, 0)}${pathname.replace(/\/+$/, "")}`;
  }

  return {
    open,
    rules: () => rules,
    setRules(replacement) {
      rules = replacement;
      for (const socket of hanging) socket.destroy();
    },
    async close() {
      for (const socket of hanging) socket.destroy();
      await Promise.all(servers.map((server) => stopListening(server, 1_000)));
      agent.destroy();
    },
  };
}
