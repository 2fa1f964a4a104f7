import { onTestFinished, vi } from "vitest";
import { createProgram } from "../../../infra/cli/program.ts";
import { type Canned, cannedServer, folderWith, runFile } from "./run-meldpunt.ts";

/**
 * A local run that gives these answers, files beside it, and the command line without a process of its own: it throws what
 * `meldpunt` would tell of.
 */
export async function localRunWith(files: Record<string, unknown>, ...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url), ...files });
  return {
    received,
    folder,
    async run(...args: string[]): Promise<{ stdout: string; stderr: string }> {
      vi.stubEnv("MELDPUNT_DATA", folder);
      vi.stubEnv("MELDPUNT_STACK", undefined);
      const [stdout, stderr] = [captured(process.stdout), captured(process.stderr)];
      onTestFinished(() => {
        vi.unstubAllEnvs();
        vi.restoreAllMocks();
      });
      await createProgram().parseAsync(args, { from: "user" });
      return { stdout: stdout.join(""), stderr: stderr.join("") };
    },
  };
}

function captured(stream: NodeJS.WriteStream): string[] {
  const written: string[] = [];
  vi.spyOn(stream, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}
