import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredMail } from "../../infra/local/ses/stored-mail.ts";

const repository = join(import.meta.dirname, "..", "..");

/** How long a start may take, in milliseconds; two cores may be building, synthesizing and testing at once. */
const startLimit = 60_000;

/** One mail of the local mailbox (`GET /store`). */
export type Mail = StoredMail;

/** A local run in processes of its own, as `npm start` makes it. */
export type LocalRun = {
  api: string;
  mail: string;
  /** Where objects are, and a key pair that may read and write them. */
  s3: { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string; region: string };
  /** The code of a reporter whose confirmed breach reports leave at once. */
  reporterCode: string;
  /** Its data folder. */
  data: string;
  pid: number;
  /** All that it has written to stdout and stderr. */
  output(): string;
  /** All mails, oldest first. */
  mails(): Promise<Mail[]>;
  /**
   * Asks it to stop with SIGTERM.
   * @returns its exit code.
   */
  stop(): Promise<number | null>;
  /** Kills its whole process group with SIGKILL; nothing happens when it has ended. */
  kill(): Promise<void>;
};

/** How a local run is started. */
type LocalRunOptions = {
  /** A data folder that outlives the run; otherwise it gets one that goes with it. */
  data?: string;
  environment?: Record<string, string>;
};

/** Starts the local run. Whoever starts one kills it in the end, whatever became of the test. */
export async function startLocalRun(options: LocalRunOptions = {}): Promise<LocalRun> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "meldpunt-run-"));
  const { child, output } = spawnStart({ MELDPUNT_DATA: data, ...options.environment });
  const tidy = () => options.data ?? rmSync(data, { recursive: true, force: true, maxRetries: 10 });
  const kill = async () => {
    await killGroup(child);
    tidy();
  };

  const announced = await ready(child, output).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  return {
    ...announced,
    data,
    pid: child.pid ?? 0,
    output,
    mails: async () => JSON.parse(await (await fetch(`${announced.mail}/store`)).text()).emails,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      tidy();
      return child.exitCode;
    },
    kill,
  };
}

/** Starts the local run when it cannot start, and tells how it ended. */
export async function failingStart(
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, stdout, stderr } = spawnStart(environment);
  const timer = setTimeout(() => killGroup(child), startLimit);
  await once(child, "close");
  clearTimeout(timer);
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
}

function spawnStart(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(repository, "infra", "local", "start.ts")], {
    cwd: repository,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, MELDPUNT_PORT: "0", MELDPUNT_MAIL_PORT: "0", ...environment },
  });
  const chunks: { from: "stdout" | "stderr"; text: string }[] = [];
  for (const from of ["stdout", "stderr"] as const) {
    child[from].on("data", (chunk: Buffer) => chunks.push({ from, text: chunk.toString() }));
  }
  const all = (wanted?: string) =>
    chunks
      .filter(({ from }) => wanted === undefined || from === wanted)
      .map(({ text }) => text)
      .join("");
  return { child, output: () => all(), stdout: () => all("stdout"), stderr: () => all("stderr") };
}

async function ready(
  child: ChildProcess,
  output: () => string,
): Promise<Pick<LocalRun, "api" | "mail" | "s3" | "reporterCode">> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`the local run did not become ready:\n${output()}`));
    const timer = setTimeout(fail, startLimit);
    child.once("exit", fail);
    child.stdout?.on("data", () => {
      const line = output().match(/^meldpunt ready (\{.*\})\n/m)?.[1];
      if (line === undefined) return;
      clearTimeout(timer);
      child.off("exit", fail);
      resolve(JSON.parse(line));
    });
  });
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await exit;
}
