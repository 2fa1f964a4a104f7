import { expect, test } from "vitest";
import { watchHeads } from "../../../functions/delivery/heads.ts";
import { logged } from "../../support/logged.ts";

const hash = "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de";
const headOf = (id: string, sequence = 1) => ({ chain: `controllers/${id}`, sequence, hash });

test("a chain without an entry has none, and is asked for again", async () => {
  const heads = [undefined, headOf("a-bv")];
  const see = watchHeads(
    async () => heads.shift(),
    () => new Date(0),
  );
  expect([await see("a-bv"), await see("a-bv")]).toEqual(["none", headOf("a-bv")]);
});

test("mails to one controller within a second share a head; each controller has its own", async () => {
  let now = 0;
  let reads = 0;
  const read = async (id: string) => {
    reads += 1;
    return headOf(id, reads);
  };
  const see = watchHeads(read, () => new Date(now));
  expect([await see("a-bv"), await see("a-bv"), await see("b-bv")]).toEqual([
    headOf("a-bv", 1),
    headOf("a-bv", 1),
    headOf("b-bv", 2),
  ]);
  now += 1_000;
  expect(await see("a-bv")).toEqual(headOf("a-bv", 3));
});

test("one that cannot be read is logged, and none is asked for after it", async () => {
  let reads = 0;
  const see = watchHeads(
    async () => {
      reads += 1;
      throw Object.assign(new Error("no answer to privacy@voorbeeld.example"), { name: "TimeoutError" });
    },
    () => new Date(0),
  );
  expect([await see("a-bv"), await see("b-bv")]).toEqual(["unreadable", "unreadable"]);
  expect(reads).toBe(1);
  expect(logged.map((line) => JSON.parse(line))).toEqual([
    { level: "warn", code: "EVIDENCE_HEAD_UNREADABLE", controllerId: "a-bv", error: "TimeoutError" },
  ]);
});
