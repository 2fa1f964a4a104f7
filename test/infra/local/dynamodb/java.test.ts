import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkJava, readJavaVersion } from "../../../../infra/local/dynamodb/java.ts";

/** A PATH with nothing on it but a `java` that runs this shell script; without one, nothing at all. */
function pathWith(script?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-java-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (script !== undefined) writeFileSync(join(folder, "java"), `#!/bin/sh\n${script}\n`);
  if (script !== undefined) chmodSync(join(folder, "java"), 0o755);
  return folder;
}

describe("the version of Java", () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ["The operation couldn't be completed. Unable to locate a Java Runtime.", undefined],
  ])("is read from %s", (output, version) => {
    expect(readJavaVersion(output)).toBe(version);
  });
});

describe("Java", () => {
  test.each([
    ["is absent", undefined],
    ["only says that it is absent", "echo 'Unable to locate a Java Runtime.' >&2; exit 1"],
  ])("that %s is asked for with the commands that install it", async (_, script) => {
    await expect(checkJava({ PATH: pathWith(script) })).rejects.toThrow(
      /^Java 17 or newer is needed and there is none\..*apt-get install openjdk-17-jre-headless.*brew install.*winget install/,
    );
  });

  test("that is too old is named", async () => {
    const path = pathWith(`echo 'java version "11.0.2"' >&2`);
    await expect(checkJava({ PATH: path })).rejects.toThrow("this is Java 11.");
  });

  test("that is recent enough is taken", async () => {
    const path = pathWith(`echo 'openjdk version "17.0.1"' >&2`);
    await expect(checkJava({ PATH: path })).resolves.toBeUndefined();
  });
});
