import { describe, expect, test } from "vitest";
import { RefusedByApi, UnreachableApi } from "../../../infra/cli/operator-client.ts";
import { recordOnce } from "../../../infra/cli/record-once.ts";

const key = "0123456789abcdefghjkmnpqrs";

function failing(error: Error, key?: string): Promise<unknown> {
  return recordOnce({ request: () => Promise.reject(error) }, "/audits", {}, key);
}

describe("what is to be recorded once", () => {
  test("goes out under a key of its own, or under the one that is given", async () => {
    const sent: unknown[] = [];
    const client = { request: async (...call: unknown[]) => sent.push(call) };
    await recordOnce(client, "/audits", { days: 2 });
    await recordOnce(client, "/audits", { days: 2 }, key);
    expect(sent).toEqual([
      ["POST", "/audits", { days: 2, key: expect.stringMatching(/^[0-9a-z]{26}$/) }],
      ["POST", "/audits", { days: 2, key }],
    ]);
  });

  // A8
  test.each([
    new UnreachableApi("It does not answer."),
    new RefusedByApi(503, { detail: "Not available now." }, "POST /audits"),
  ])("is told how to repeat where the answer is lost: %s", async (error) => {
    await expect(failing(error, key)).rejects.toMatchObject({
      exitCode: 1,
      message: `${error.message} It may have been recorded: give the command again with --key ${key}, and it is recorded once.`,
    });
  });

  test("is refused as the API refuses it", async () => {
    const refused = new RefusedByApi(409, { detail: "The earliest day is 2027-06-01." }, "POST /audits");
    await expect(failing(refused)).rejects.toBe(refused);
  });
});
