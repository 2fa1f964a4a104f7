import { describe, expect, test } from "vitest";
import { cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

async function localRun(status: number, body: unknown) {
  const { url, received } = await cannedServer({ status, body });
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    received,
    faults: (...args: string[]) => meldpunt(["run", "faults", ...args], { MELDPUNT_DATA: folder }),
  };
}

const away = { service: "ses", fault: "away" };
const throttled = { service: "dynamodb", fault: "throttle", operation: "PutItem", times: 3 };
const hanging = { service: "s3", fault: "hang", times: 1 };

describe("meldpunt run faults", () => {
  test("gives the local run the rules and prints those in force", async () => {
    const { faults, received } = await localRun(200, [away, throttled, hanging]);
    const { exitCode, stdout, stderr } = await faults(
      ...["--set", "ses=away", "--set", "dynamodb=throttle:PutItem:3", "--set", "s3=hang:1"],
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(received).toMatchObject([{ method: "PUT", path: "/faults" }]);
    expect(received[0]?.headers.authorization).toBe("Bearer control-token");
    expect(JSON.parse(received[0]?.body ?? "")).toEqual([away, throttled, hanging]);
    expect(stdout).toMatch(/^ses +away +every operation +until cleared\n/);
    expect(stdout).toMatch(/^dynamodb +throttle +PutItem +3 more$/m);
  });

  test("lets everything work again", async () => {
    const { faults, received } = await localRun(200, []);
    expect(await faults("--clear")).toMatchObject({ exitCode: 0, stdout: "Nothing fails.\n" });
    expect(received).toMatchObject([{ method: "PUT", path: "/faults", body: "[]" }]);
  });

  test("only asks without an option, and answers programs in JSON", async () => {
    const { faults, received } = await localRun(200, [away]);
    const { exitCode, stdout } = await faults("--json");
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, [away]]);
    expect(received).toMatchObject([{ method: "GET", path: "/faults", body: "" }]);
  });

  test.each([[["--set", "s3=quota"]], [["--clear", "--set", "ses=away"]]])(
    "ends with 2 and tells nobody when it is given %j",
    async (args) => {
      const { faults, received } = await localRun(200, []);
      expect(await faults(...args)).toMatchObject({ exitCode: 2, stdout: "" });
      expect(received).toEqual([]);
    },
  );
});
