import { beforeAll, describe, expect, test } from "vitest";
import { type ForwardCases, openCountedForward } from "./counted-forward.ts";

let forwardCases: ForwardCases;

beforeAll(async () => {
  forwardCases = await openCountedForward();
});

describe("forwarding requests, warm and with the controller known", () => {
  // P9
  test("takes seven calls: two sends, for each of them one write, and what both share", async () => {
    expect(await forwardCases(1)).toEqual([
      "UpdateItem",
      "TransactWriteItems",
      "Query",
      "SendRawEmail",
      "UpdateItem",
      "SendRawEmail",
      "UpdateItem",
    ]);
  });

  // P9
  test("that come together takes fewer for each: the chain of their controller is read once", async () => {
    const calls = await forwardCases(12);
    expect(calls.filter((name) => name === "SendRawEmail")).toHaveLength(24);
    expect(calls.length / 12).toBeLessThan(7);
  });
});
