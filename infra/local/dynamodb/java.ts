import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartFailure } from "../start-failure.ts";

/** The oldest Java that DynamoDB Local runs on. */
const oldest = 17;

const installation =
  "Debian: apt-get install openjdk-17-jre-headless; macOS: brew install --cask temurin@17; Windows: winget install EclipseAdoptium.Temurin.17.JRE";

/**
 * Makes sure that `java` on the PATH is recent enough for DynamoDB Local.
 * @throws StartFailure saying how to install one.
 */
export async function checkJava(environment: NodeJS.ProcessEnv): Promise<void> {
  const version = await javaVersion(environment);
  if (version === undefined) {
    throw new StartFailure(`Java ${oldest} or newer is needed and there is none. ${installation}`);
  }
  if (version < oldest) {
    throw new StartFailure(`Java ${oldest} or newer is needed and this is Java ${version}. ${installation}`);
  }
}

/** The feature release; undefined without a working Java (macOS has a `java` that only says it is absent). */
async function javaVersion(env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const output = await promisify(execFile)("java", ["-version"], { env }).catch(() => undefined);
  return output && readJavaVersion(output.stderr);
}

/** Reads `java -version`: `openjdk version "17.0.15" …`, before Java 9 `java version "1.8.0_402"`. */
export function readJavaVersion(output: string): number | undefined {
  const version = output.match(/version "(?:1\.)?(\d+)/)?.[1];
  return version === undefined ? undefined : Number(version);
}
