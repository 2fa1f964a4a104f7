import { describe, expect, test } from "vitest";
import * as z from "zod";
import { askLocalRun } from "../../../infra/cli/control-client.ts";
import { cannedServer, runFile } from "./run-meldpunt.ts";

const schema = z.array(z.string());

describe("what a local run is asked", () => {
  test("carries its token and comes back as it was answered", async () => {
    const { url, received } = await cannedServer({ status: 200, body: ["a"] });
    const question = { method: "PUT", path: "/faults", body: [1] } as const;
    expect(await askLocalRun(runFile(url), question, schema)).toEqual(["a"]);
    expect(received).toMatchObject([
      { method: "PUT", path: "/faults", body: "[1]", headers: { authorization: "Bearer control-token" } },
    ]);
  });

  test.each([
    [400, { error: "this makes no sense" }, 2, "The local run says: this makes no sense."],
    [503, { error: "still starting" }, 1, "The local run says: still starting."],
    [500, "", 1, "The local run says: status 500."],
    [200, { other: 1 }, 1, "The local run says: status 200."],
  ])("fails with its words when it answers %i %j", async (status, body, exitCode, message) => {
    const { url } = await cannedServer({ status, body });
    await expect(askLocalRun(runFile(url), { method: "GET", path: "/" }, schema)).rejects.toMatchObject({
      exitCode,
      message,
    });
  });

  test("fails when nobody answers", async () => {
    const asked = askLocalRun(runFile("http://127.0.0.1:1"), { method: "GET", path: "/" }, schema);
    await expect(asked).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("does not answer"),
    });
  });
});
