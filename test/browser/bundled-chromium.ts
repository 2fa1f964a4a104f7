import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { LaunchOptions } from "playwright-core";

const packageFolder = resolve("node_modules", "@sparticuz", "chromium");

/**
 * How the Chromium that comes as a package is launched. Unpacked with the libraries and the font that it brings along, it
 * needs nothing of the machine but the C library.
 * @throws Error where it cannot be unpacked, or the machine is not one that it was built for
 */
export async function bundledChromium(): Promise<LaunchOptions> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("The Chromium of @sparticuz/chromium is for Linux on x64.");
  const folder = await unpacked();
  return {
    executablePath: join(folder, "chromium"),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

/** Its folder, filled once; only when everything is in place does it get its name, as two may be filling it at once. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const cache = resolve("node_modules", ".cache");
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const started = mkdtempSync(`${folder}-`);
  try {
    await unpackInto(started);
    writeFileSync(join(started, "fonts.conf"), fontConfiguration(folder));
    renameSync(started, folder);
  } catch (error) {
    rmSync(started, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to be on Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
  });
}

/** Fontconfig finds the package's font wherever it lies, and those of the machine, if it has any. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(folder, "fonts")}</dir>
<dir>/usr/share/fonts</dir>
<cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
