import { describe, expect, test } from "vitest";
import { remember, rememberEach } from "../../shared/remember.ts";

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

describe("a reader of many that remembers", () => {
  /** A reader of these records, and which ids each of its reads asked for. */
  function readerOfMany(records: Map<string, string>) {
    const reads: string[] = [];
    let time = 0;
    const get = rememberEach(
      async (ids) => {
        reads.push(ids.join(" "));
        return new Map(ids.flatMap((id) => records.get(id) ?? []).map((value) => [value, value]));
      },
      5_000,
      () => new Date(time),
    );
    return {
      reads,
      wait: (milliseconds: number) => {
        time += milliseconds;
      },
      get,
    };
  }

  test("reads only what it does not know, all of it at once", async () => {
    const { get, reads } = readerOfMany(new Map(["a", "b", "c"].map((id) => [id, id])));
    await get(["a", "b"]);
    expect(await get(["c", "a", "b"])).toEqual(new Map(["a", "b", "c"].map((id) => [id, id])));
    expect(await get(["a", "c"])).toEqual(new Map(["a", "c"].map((id) => [id, id])));
    expect(reads).toEqual(["a b", "c"]);
  });

  test("forgets each when its own time is over", async () => {
    const { get, reads, wait } = readerOfMany(new Map(["a", "b"].map((id) => [id, id])));
    await get(["a"]);
    wait(3_000);
    await get(["a", "b"]);
    wait(2_000);
    await get(["a", "b"]);
    wait(3_000);
    await get(["a", "b"]);
    expect(reads).toEqual(["a", "b", "a", "b"]);
  });

  test("leaves out what does not exist, and does not remember that it did not", async () => {
    const records = new Map([["a", "a"]]);
    const { get, reads } = readerOfMany(records);
    expect(await get(["a", "b"])).toEqual(new Map([["a", "a"]]));
    records.set("b", "b");
    expect((await get(["a", "b"])).get("b")).toBe("b");
    expect(reads).toEqual(["a b", "b"]);
  });

  test("reads nothing where nothing is asked", async () => {
    const { get, reads } = readerOfMany(new Map());
    expect(await get([])).toEqual(new Map());
    expect(reads).toEqual([]);
  });
});
