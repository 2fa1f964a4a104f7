import { breachReports } from "../../functions/breach/breach-reports.ts";
import { receiveRequest } from "../../functions/request/receive-request.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { report } from "../support/breaches.ts";
import { call, lambdaContext, post, submission, voorbeeld } from "../support/submissions.ts";
import type { Goal, Measured } from "./goal.ts";

/** What long bodies cost. */
export const cpuGoals: readonly Goal[] = [
  {
    id: "P18",
    metric: "CPU by byte of the largest bodies / of one of 1 KB",
    goal: "<= 2",
    method:
      "Both doors without a store, on bodies of up to 256 KB in which every text is as long as it may be, in characters of one, two and four bytes, escaped, or padded with blanks; in turns with one of 1 KB. The least of 7 rounds each; the worst ratio.",
    measure,
  },
];

/** The largest body that a door takes, in bytes. */
const largest = 256 * 1_024;

const rounds = 7;

const now = () => new Date();

const nobodyAsks = async () => {
  throw new Error("nobody asks for this");
};

const requests = httpDoor(
  receiveRequest({
    readController: async () => voorbeeld(),
    commitCase: async () => undefined,
    readRequest: nobodyAsks,
    now,
  }),
);

const breaches = httpDoor(
  breachReports({
    readControllers: async (ids) => new Map(ids.map((id) => [id, voorbeeld({ id })])),
    findReporter: async () => undefined,
    commitBreach: async () => undefined,
    readReporter: nobodyAsks,
    readReceiptHash: nobodyAsks,
    readBreach: nobodyAsks,
    readHistory: nobodyAsks,
    appendEntry: nobodyAsks,
    now,
  }),
);

/** A way to send a body to a door. */
type Send = (body: string) => Promise<{ statusCode: number }>;

async function measure(): Promise<Measured> {
  const values: Record<string, number> = {};
  for (const { what, send, small, large } of comparisons()) values[what] = await ratioOf(send, small, large);
  const worst = Math.max(...Object.values(values));
  return { figure: worst.toFixed(2), met: worst <= 2, values };
}

const sendRequest: Send = (body) => requests({ ...post(null), body }, lambdaContext());
const sendReport: Send = (body) =>
  breaches({ ...call({ method: "POST", path: "/breach-reports" }), headers: json, body }, lambdaContext());
const json = { "content-type": "application/json" };

/** What is sent where, by what is long in it. */
function comparisons(): { what: string; send: Send; small: string; large: string }[] {
  const request = (message: string) => JSON.stringify(submission({ message }));
  const aRequest = { send: sendRequest, small: padded(request("x".repeat(600)), 1_000) };
  const aReport = { send: sendReport, small: padded(JSON.stringify(report()), 1_000) };
  const characters = ["x", "é", "😀"];
  return [
    ...characters.flatMap((character) => {
      const text = character.repeat(10_000);
      return [
        { ...aRequest, what: `request, ${character}`, large: request(text) },
        { ...aReport, what: `breach report, ${character}`, large: longReport(text) },
      ];
    }),
    { ...aRequest, what: "request, escaped", large: request("é".repeat(10_000)).replaceAll("é", "\\u00e9") },
    { ...aRequest, what: "request, padded", large: padded(request("x"), largest) },
  ];
}

/** A report in which as many texts are that long as go into one body. */
function longReport(text: string): string {
  const names = [
    "description",
    "cause",
    "consequences",
    "proposedSolution",
    "measuresTaken",
    "howDiscovered",
  ];
  const most = Math.floor((largest - 4_096) / Buffer.byteLength(text));
  return JSON.stringify({
    ...report(),
    ...Object.fromEntries(names.slice(0, most).map((name) => [name, text])),
  });
}

/** The same JSON, with blanks in it, of that many bytes. */
function padded(json: string, bytes: number): string {
  return `{${" ".repeat(bytes - Buffer.byteLength(json))}${json.slice(1)}`;
}

async function ratioOf(send: Send, small: string, large: string): Promise<number> {
  const least = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    least.small = Math.min(least.small, await cpuByByte(send, small));
    least.large = Math.min(least.large, await cpuByByte(send, large));
  }
  return least.large / least.small;
}

/** In microseconds, over as many calls as make a megabyte. */
async function cpuByByte(send: Send, body: string): Promise<number> {
  const bytes = Buffer.byteLength(body);
  const calls = Math.max(8, Math.round(1e6 / bytes));
  const begun = process.cpuUsage();
  for (let n = 0; n < calls; n++) {
    const { statusCode } = await send(body);
    if (statusCode !== 201) throw new Error(`a door answered ${statusCode}`);
  }
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / calls / bytes;
}
