import {
  type AttributeValue,
  type BatchGetItemCommandInput,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { type Controller, controller } from "../../shared/controller.ts";
import { UnreadableController } from "../../shared/controller-item.ts";
import {
  changeRegistry,
  findControllers,
  listControllers,
  listReadableControllers,
  readableControllers,
  readController,
  readControllers,
} from "../../shared/controller-store.ts";
import type { Table } from "../../shared/table.ts";
import { changeControllers } from "../support/controllers.ts";
import { freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { withoutPauses } from "../support/pauses.ts";
import { itemsIn } from "../support/table-items.ts";

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

function controllerOf(id: string, changes: Record<string, unknown> = {}): Controller {
  return controller.parse({
    id,
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
    storage: [{ bucket: "hosted", prefix: `${id}/` }],
    version: 1,
    changedAt: "2026-11-22T10:15:00.000Z",
    changedBy: "arn:aws:iam::123456789012:user/operator",
    ...changes,
  });
}

async function put(item: Record<string, unknown>): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
}

async function scan(): Promise<Record<string, AttributeValue>[]> {
  return (
    (await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? []
  );
}

describe("controllers in the table", () => {
  test("come back as they were stored, and a second change replaces the first", async () => {
    await changeControllers(table, () => controllerOf("one"));
    await changeControllers(table, () => controllerOf("two"));
    const changed = controllerOf("one", { name: "Other B.V.", storage: [], version: 2 });
    expect(await changeControllers(table, () => changed)).toEqual(changed);

    expect(await readController(table, "one")).toEqual(changed);
    expect(await listControllers(table)).toEqual([changed, controllerOf("two")]);
  });

  test("are absent where there is none, whatever the id", async () => {
    await changeControllers(table, () => controllerOf("one"));
    const ids = ["two", "", "#registry", "a/b", "x".repeat(2000)];
    expect(await Promise.all(ids.map((id) => readController(table, id)))).toEqual(ids.map(() => undefined));
    expect(await listControllers(await freshTable())).toEqual([]);
  });

  test("stand in no index: they are read by key alone", async () => {
    await changeControllers(table, () => controllerOf("one"));
    for (const item of (await scan()).map((attributes) => unmarshall(attributes))) {
      expect(item).toMatchObject({ pk: "controllers", kind: expect.stringMatching(/^controller/), v: 1 });
      expect(item).not.toHaveProperty("controllerId");
      expect(item).not.toHaveProperty("pendingShard");
    }
  });

  test("are all listed, also when they fill several pages", async () => {
    const name = "x".repeat(200);
    const contacts = Array.from({ length: 10 }, (_, i) => ({
      email: `${i}@${"a".repeat(60)}.example`,
      role: "privacy",
    }));
    const storage = Array.from({ length: 100 }, (_, i) => ({
      bucket: "hosted",
      prefix: `${"p".repeat(800)}/${i}/`,
    }));
    const ids = Array.from({ length: 15 }, (_, i) => `controller-${String(i).padStart(2, "0")}`);
    for (const id of ids) await changeControllers(table, () => controllerOf(id, { name, contacts, storage }));
    expect((await listControllers(table)).map(({ id }) => id)).toEqual(ids);
  });

  // H6
  test("that a newer release wrote are an error that names the key, not a gap", async () => {
    const newer = { pk: "controllers", sk: "newer", kind: "controller", ...controllerOf("newer"), v: 2 };
    await put(newer);
    for (const read of [() => readController(table, "newer"), () => listControllers(table)]) {
      const error = await read().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnreadableController);
      expect(String(error)).toContain("controllers/newer, kind controller, v 2");
    }
  });

  // H6
  test("are listed without those that a newer release wrote, for whoever must not stop at one", async () => {
    for (const id of ["one", "two"]) await changeControllers(table, () => controllerOf(id));
    const before = await listControllers(table);
    expect(await listReadableControllers(table)).toEqual(before);
    await put({ pk: "controllers", sk: "newer", kind: "controller", ...controllerOf("newer"), v: 2 });
    expect(await listReadableControllers(table)).toEqual(before);
    expect(await findControllers(table)).toEqual({ readable: before, unreadable: ["newer"] });
    expect(await listReadableControllers(await freshTable())).toEqual([]);
  });

  test("are not listed as none where they cannot be read at all", async () => {
    const failing = interceptedTable(table, () => {
      throw new Error("down");
    });
    await expect(listReadableControllers(failing)).rejects.toThrow("down");
  });

  // H2
  test("that are poisoned are an error that names the key and nothing else", async () => {
    const record = controllerOf("poisoned", {});
    await put({
      pk: "controllers",
      sk: "poisoned",
      kind: "controller",
      v: 1,
      ...record,
      name: "a\r\nBcc: x",
    });
    const error = await readController(table, "poisoned").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableController);
    expect(String(error)).not.toContain("Bcc");
  });
});

describe("a change", () => {
  test("is decided on all that exist at that moment, however many change at once", async () => {
    const change = (id: string) =>
      changeControllers(table, (existing) => controllerOf(id, { version: existing.length + 1 }));
    const ids = Array.from({ length: 8 }, (_, i) => `controller-${i}`);
    const changed = await Promise.all(ids.map(change));
    expect(changed.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("that is refused stores nothing", async () => {
    const refused = changeControllers(table, () => {
      throw new Error("refused");
    });
    await expect(refused).rejects.toThrow("refused");
    expect(await scan()).toEqual([]);
  });

  test("gives up when others keep coming first, and has stored nothing then", async () => {
    let overtaken = 0;
    const overtake = () =>
      put({ pk: "controllers", sk: "#registry", kind: "controller-registry", v: 1, revision: ++overtaken });
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "TransactWriteItemsCommand") await overtake();
          return next(args);
        },
      { step: "initialize" },
    );
    const change = changeControllers(table, () => controllerOf("mine"));
    await expect(change).rejects.toMatchObject({ reason: "not_stored", headers: { "retry-after": "1" } });
    expect(overtaken).toBeGreaterThan(3);
    expect(await listControllers(table)).toEqual([]);
  });
});

describe("a change with other writes", () => {
  const noteKey = { pk: "AGR-1", sk: "case" };
  const newNote = (kind: string) => ({
    Put: {
      TableName: table.name,
      Item: marshall({ ...noteKey, kind }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  });
  const noteIn = async () => (await itemsIn(table)).get("AGR-1/case")?.kind;

  test("makes them with it, and gives all that was decided", async () => {
    const decided = { store: controllerOf("one"), with: [newNote("first")], because: "it ends" };
    expect(await changeRegistry(table, () => decided)).toBe(decided);
    expect(await readController(table, "one")).toEqual(controllerOf("one"));
    expect(await noteIn()).toBe("first");
  });

  // F3
  test("makes nothing when a condition of one of them does not hold: it decides again", async () => {
    await changeControllers(table, () => controllerOf("one"));
    const noted: (string | undefined)[] = [];
    const change = changeRegistry(table, async ([one]) => {
      noted.push(one?.name);
      if (noted.length > 1) throw new Error("it is there already");
      await put({ ...noteKey, kind: "somebody else's" });
      return { store: controllerOf("one", { name: "Changed" }), with: [newNote("mine")] };
    });
    await expect(change).rejects.toThrow("it is there already");
    expect(noted).toEqual(["Voorbeeld B.V.", "Voorbeeld B.V."]);
    expect(await readController(table, "one")).toEqual(controllerOf("one"));
    expect(await noteIn()).toBe("somebody else's");
  });

  // F3
  test("is made by one of two that exclude each other", async () => {
    await changeControllers(table, () => controllerOf("one"));
    const change = (name: string) =>
      changeRegistry(table, ([one]) => {
        if (one?.version !== 1) throw new Error("too late");
        return { store: controllerOf("one", { name, version: 2 }), with: [newNote(name)] };
      });
    const ends = await Promise.allSettled(["A", "B", "C", "D"].map(change));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await readController(table, "one"))?.name).toBe(await noteIn());
  });

  test("gives up when such a condition never holds, and has stored nothing then", async () => {
    withoutPauses();
    await put({ ...noteKey, kind: "there" });
    let decisions = 0;
    const change = changeRegistry(table, () => {
      decisions += 1;
      return { store: controllerOf("one"), with: [newNote("mine")] };
    });
    await expect(change).rejects.toMatchObject({ reason: "not_stored", headers: { "retry-after": "1" } });
    expect(decisions).toBeGreaterThan(3);
    expect(await listControllers(table)).toEqual([]);
  });

  test("fails with the table, and is not decided again then", async () => {
    let decisions = 0;
    const failing = interceptedTable(table, ({ name }, proceed) => {
      if (name === "TransactWriteItems") throw new Error("down");
      return proceed();
    });
    const change = changeRegistry(failing, () => {
      decisions += 1;
      return { store: controllerOf("one") };
    });
    await expect(change).rejects.toThrow("down");
    expect(decisions).toBe(1);
  });
});

describe("a controller that is removed", () => {
  test("is gone, and the others are as they were", async () => {
    for (const id of ["one", "two"]) await changeControllers(table, () => controllerOf(id));
    expect(await changeRegistry(table, () => ({ remove: "one" }))).toEqual({ remove: "one" });
    expect(await readController(table, "one")).toBeUndefined();
    expect(await listControllers(table)).toEqual([controllerOf("two")]);
    await changeRegistry(table, () => ({ remove: "one" }));
    expect(await listControllers(table)).toEqual([controllerOf("two")]);
  });

  test("is a change like any other to whoever decides at the same time", async () => {
    await changeControllers(table, () => controllerOf("one"));
    const seen: number[] = [];
    await changeRegistry(table, async (existing) => {
      seen.push(existing.length);
      if (seen.length === 1) await changeRegistry(table, () => ({ remove: "one" }));
      return { store: controllerOf("two") };
    });
    expect(seen).toEqual([1, 0]);
    expect(await listControllers(table)).toEqual([controllerOf("two")]);
  });
});

describe("many controllers", () => {
  const ids = Array.from({ length: 205 }, (_, n) => `controller-${n}`);
  const putAll = async () => {
    for (const id of ids)
      await put({ pk: "controllers", sk: id, kind: "controller", v: 1, ...controllerOf(id) });
  };
  /** Lets the table answer at most so many of the keys that a call asks for. */
  function answering(most: number): number[] {
    const asked: number[] = [];
    table.client.middlewareStack.add(
      (next) => async (args) => {
        const { RequestItems = {} } = args.input as BatchGetItemCommandInput;
        const { Keys = [], ...rest } = RequestItems[table.name] ?? {};
        asked.push(Keys.length);
        const some = { RequestItems: { [table.name]: { ...rest, Keys: Keys.slice(0, most) } } };
        const left = { [table.name]: { ...rest, Keys: Keys.slice(most) } };
        const { output, response } = await next({ ...args, input: { ...args.input, ...some } });
        return { response, output: { ...output, ...(Keys.length > most && { UnprocessedKeys: left }) } };
      },
      { step: "initialize" },
    );
    return asked;
  }

  test("are read by their ids, a hundred in a call", async () => {
    await putAll();
    const asked = answering(100);
    const found = await readControllers(table, [...ids, "nobody"]);
    expect([...found.keys()].toSorted()).toEqual(ids.toSorted());
    expect(found.get("controller-7")).toEqual(controllerOf("controller-7"));
    expect(asked.toSorted((a, b) => a - b)).toEqual([6, 100, 100]);
  });

  test("are asked for again where the table left some out", async () => {
    await putAll();
    const asked = answering(40);
    expect((await readControllers(table, ids.slice(0, 100))).size).toBe(100);
    expect(asked).toEqual([100, 60, 20]);
  });

  test("that the table never gives are a refusal that says to come back", async () => {
    answering(1);
    await expect(readControllers(table, ids.slice(0, 10))).rejects.toMatchObject({
      reason: "not_stored",
      headers: { "retry-after": "5" },
    });
  });

  // C8
  test("leave out ids that cannot be, without a call, and those named twice", async () => {
    await put({ pk: "controllers", sk: "one", kind: "controller", v: 1, ...controllerOf("one") });
    const asked = answering(100);
    expect(await readControllers(table, ["#registry", "", "a/b", "x".repeat(2000)])).toEqual(new Map());
    expect(await readControllers(table, [])).toEqual(new Map());
    expect(asked).toEqual([]);
    expect([...(await readControllers(table, ["one", "one", "#registry"])).keys()]).toEqual(["one"]);
    expect(asked).toEqual([1]);
  });

  // H6
  test("that a newer release wrote are an error, or left out for whoever must not stop at one", async () => {
    await put({ pk: "controllers", sk: "one", kind: "controller", v: 1, ...controllerOf("one") });
    await put({ pk: "controllers", sk: "newer", kind: "controller", ...controllerOf("newer"), v: 2 });
    const both = ["newer", "one"];
    await expect(readControllers(table, both)).rejects.toThrow(UnreadableController);
    expect(await readableControllers(table, both)).toEqual(new Map([["one", controllerOf("one")]]));
  });
});
