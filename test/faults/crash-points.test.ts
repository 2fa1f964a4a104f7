import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { dynamoDbClient } from "../support/dynamodb.ts";
import { beginLife, crashEverywhere, type Flow, spread, watchClient, watchMethods } from "./crash-points.ts";

/** A counter in the cloud. */
function counter() {
  let count = 0;
  return {
    async add(more: number) {
      count += more;
      return count;
    },
    async read() {
      return count;
    },
    get count() {
      return count;
    },
  };
}

describe("a life", () => {
  test.each([
    ["before", 1],
    ["after", 2],
  ] as const)(
    "that ends %s its second call is told nothing more of it, and makes no other",
    async (when, count) => {
      const cloud = counter();
      const answers: number[] = [];
      const life = beginLife({ call: 2, when });
      const end = await life.live(async () => {
        const seen = watchMethods(life, cloud);
        for (let n = 0; n < 5; n++) answers.push(await seen.add(1));
      });
      expect(end).toBe("killed");
      expect(answers).toEqual([1]);
      expect(cloud.count).toBe(count);
      expect(life.calls).toEqual(Array(count).fill("add"));
    },
  );

  test("leaves no cleaning up to the process", async () => {
    const cloud = counter();
    const tidied: string[] = [];
    const life = beginLife({ call: 1, when: "after" });
    await life.live(() =>
      watchMethods(life, cloud)
        .add(1)
        .catch(() => tidied.push("catch"))
        .finally(() => tidied.push("finally")),
    );
    expect(tidied).toEqual([]);
  });

  test("lets AWS end what it was doing at that moment", async () => {
    const slow = Promise.withResolvers<void>();
    const done: string[] = [];
    const life = beginLife({ call: 2, when: "before" });
    const lived = life.live(() =>
      Promise.all([
        life.reach("slow", () => slow.promise.then(() => done.push("slow"))),
        life.reach("never", async () => done.push("never")),
      ]),
    );
    slow.resolve();
    expect(await lived).toBe("killed");
    expect(done).toEqual(["slow"]);
  });

  test("without a point goes on to its end, and passes errors on", async () => {
    const life = beginLife();
    const cloud = watchMethods(life, counter());
    expect(await life.live(async () => expect(await cloud.add(2)).toBe(2))).toBe("done");
    await expect(life.live(() => life.reach("fails", () => Promise.reject(new Error("no"))))).rejects.toThrow(
      "no",
    );
    expect(life.calls).toEqual(["add", "fails"]);
  });

  test("counts what an SDK client asks", async () => {
    const client = dynamoDbClient();
    const life = beginLife({ call: 2, when: "before" });
    watchClient(life, client);
    const end = await life.live(async () => {
      await client.send(new ListTablesCommand({}));
      await client.send(new ListTablesCommand({}));
    });
    expect(end).toBe("killed");
    expect(life.calls).toEqual(["ListTables"]);
  });
});

describe("crashing everywhere", () => {
  /** Adds 1 until there are three; wrongly, where it goes by what it did itself. */
  function flow(isRight: boolean): Flow<ReturnType<typeof counter>> {
    const work = async (cloud: Pick<ReturnType<typeof counter>, "add" | "read">) => {
      for (let n = isRight ? await cloud.read() : 0; n < 3; n++) await cloud.add(1);
    };
    return {
      prepare: async () => counter(),
      run: (cloud, life) => work(watchMethods(life, cloud)),
      recover: work,
      check: ({ count }, at) => expect(count, at).toBe(3),
    };
  }

  test("tells the calls of a flow that survives it", async () => {
    expect(await crashEverywhere(flow(true))).toEqual(["read", "add", "add", "add"]);
  });

  test("finds the flow that does not, and says where", async () => {
    await expect(crashEverywhere(flow(false))).rejects.toThrow(/killed (before|after) call \d, add/);
  });

  test("refuses a flow that does not come to its point", async () => {
    let runs = 0;
    const shorter: Flow<object> = {
      prepare: async () => ({}),
      async run(_, life) {
        runs += 1;
        for (let n = 0; n < (runs === 1 ? 5 : 2); n++) await life.reach("call", async () => {});
      },
      recover: async () => {},
      check: () => {},
    };
    await expect(crashEverywhere(shorter)).rejects.toThrow("it ended before, after 2 calls");
  });

  test("spreads the points it tries, with the first and the last among them", () => {
    const all = Array.from({ length: 101 }, (_, n) => n);
    expect(spread(all, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(spread(all, 12)).toHaveLength(12);
    expect(spread([1, 2], 12)).toEqual([1, 2]);
  });
});
