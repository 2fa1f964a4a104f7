/** `npm start`: the product on this machine, in the foreground, until it is told to stop. */
import { type LocalRun, startLocalRun } from "./local-run.ts";
import { type LocalSettings, readSettings } from "./settings.ts";
import { createShutdown } from "./shutdown.ts";
import { StartFailure } from "./start-failure.ts";

const shutdown = createShutdown();
const parent = process.ppid;

// Whoever reads our output may go away; that is no reason to stop.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

// A signal to the whole group comes twice, once more from npm: the second one changes nothing.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
process.on("uncaughtException", (error) => fail(error));
// npm that is killed cannot pass a signal on; its child then gets another parent.
setInterval(() => process.ppid !== parent && stop("what started it has ended"), 500).unref();

try {
  const settings = readSettings(process.env);
  process.stdout.write("Starting: the functions, the stack, DynamoDB Local ...\n");
  const run = await startLocalRun(settings, shutdown, (reason) =>
    fail(new StartFailure(`DynamoDB Local: ${reason}`)),
  );
  if (!shutdown.signal.aborted) process.stdout.write(introduction(run, settings));
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  if (shutdown.signal.aborted) return;
  const known = error instanceof StartFailure;
  const reason = known
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${known ? "" : "The local run failed: "}${reason}\n`);
  end(1);
}

function stop(reason: string): void {
  if (shutdown.signal.aborted) return;
  process.stdout.write(`Stopping (${reason}).\n`);
  end(0);
}

function end(code: number): void {
  shutdown.run().finally(() => process.exit(code));
}

/** What functions may do is checked on the way to a service, which can only be done where that is not encrypted. */
function unguarded({ dynamodb, s3, kms }: LocalSettings["endpoints"]): string[] {
  const endpoints = new Set([dynamodb, s3, kms].filter((endpoint) => endpoint?.startsWith("https:")));
  return [...endpoints].map((endpoint) => `The functions' permissions are not checked at ${endpoint}.`);
}

function introduction(run: LocalRun, settings: LocalSettings): string {
  const { description, s3, reporterCode, logs, idleSchedules } = run;
  const { api, mail } = description;
  const lines = [
    "Meldpunt runs on this machine; Ctrl-C stops it.",
    `  Pages     ${api}`,
    `  API       ${api} (described in ${api}/openapi.json)`,
    `  Mailbox   ${mail}`,
    `  S3        ${s3.endpoint} (path-style, bucket ${s3.bucket})`,
    `  Data      ${settings.data}`,
    `  Logs      ${logs}`,
    "Unlike AWS it does not throttle, alarm, expire logs or keep recovery points; mails stay in the mailbox. Its S3 has",
    "no versions, tags or access policies, and of locks only a bucket's default retention; its KMS keeps private keys in",
    "the data folder.",
    ...unguarded(settings.endpoints),
    ...(settings.endpoints.s3 === undefined
      ? []
      : ["The S3 that is set tells of no file: the schedule finds what was attached, within 15 minutes."]),
    ...(settings.endpoints.ses === undefined
      ? []
      : [
          "Mails go to the SES that is set; what it accepts is in the mailbox here, too, and counts as delivered.",
        ]),
    ...(settings.endpoints.dynamodb === undefined
      ? ["Use made-up data only: DynamoDB Local can be reached from this machine's network."]
      : []),
    ...idleSchedules.map((expression) => `The schedule ${expression} runs on AWS only.`),
    `meldpunt ready ${JSON.stringify({ api, mail, s3, reporterCode })}`,
  ];
  return `${lines.join("\n")}\n`;
}
