import { describe, expect, test } from "vitest";
import { remember } from "../../shared/remember.ts";

function reader(records: Map<string, string>) {
  const reads: string[] = [];
  let time = 0;
  const read = async (id: string) => {
    reads.push(id);
    return records.get(id);
  };
  return {
    reads,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    get: remember(read, 5_000, () => new Date(time)),
  };
}

describe("a reader that remembers", () => {
  test("reads a record once while it is remembered", async () => {
    const { get, reads, wait } = reader(new Map([["a", "one"]]));
    expect(await get("a")).toBe("one");
    wait(4_999);
    expect(await get("a")).toBe("one");
    expect(reads).toEqual(["a"]);
  });

  // A17
  test("gives what is there now when the time is over", async () => {
    const records = new Map([["a", "open"]]);
    const { get, wait } = reader(records);
    await get("a");
    records.set("a", "closed");
    wait(5_000);
    expect(await get("a")).toBe("closed");
  });

  test("counts from before it read, so that a slow read is not remembered for longer", async () => {
    let time = 0;
    let reads = 0;
    const get = remember(
      async () => {
        time += 3_000;
        return ++reads;
      },
      5_000,
      () => new Date(time),
    );
    expect(await get("a")).toBe(1);
    time = 4_999;
    expect(await get("a")).toBe(1);
    time = 5_000;
    expect(await get("a")).toBe(2);
  });

  test("does not remember that there was nothing", async () => {
    const records = new Map<string, string>();
    const { get } = reader(records);
    expect(await get("a")).toBeUndefined();
    records.set("a", "one");
    expect(await get("a")).toBe("one");
  });

  test("does not remember a failure", async () => {
    const answers = [Promise.reject(new Error("down")), Promise.resolve("one")];
    const get = remember(
      async () => answers.shift(),
      5_000,
      () => new Date(0),
    );
    await expect(get("a")).rejects.toThrow("down");
    expect(await get("a")).toBe("one");
  });

  // H5
  test("keeps records apart", async () => {
    const { get } = reader(
      new Map([
        ["a", "one"],
        ["__proto__", "two"],
      ]),
    );
    expect([await get("a"), await get("__proto__"), await get("a"), await get("constructor")]).toEqual([
      "one",
      "two",
      "one",
      undefined,
    ]);
  });
});
