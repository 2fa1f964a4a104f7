import { randomUUID } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type MessageRecord, openMessageStore } from "../../../../infra/local/ses/message-store.ts";
import { StartFailure } from "../../../../infra/local/start-failure.ts";
import { newFolder } from "./local-ses.ts";

function record(messageId: string): MessageRecord {
  return {
    v: 1,
    messageId,
    acceptedAt: "2026-11-22T12:00:00.000Z",
    source: "meldpunt@processor.example",
    recipients: ["noor@example.org"],
    tags: { reference: "RQ-1" },
    caller: { identity: "AKIATEST", ip: "127.0.0.1" },
    pendingEvents: [{ id: randomUUID(), outcome: { type: "Send", recipients: ["noor@example.org"] } }],
  };
}

describe("the message store", () => {
  test("gives after a restart what it was given before, oldest first", async () => {
    const folder = await newFolder();
    const before = await openMessageStore(folder);
    const records = ["z", "a", "m"].map(record);
    for (const each of records) await before.add(each, Buffer.from(`mail ${each.messageId}`));

    const after = await openMessageStore(folder);
    expect(after.list()).toEqual(records);
    const found = after.find("a") ?? record("none");
    expect((await after.readRaw(found)).toString()).toBe("mail a");
    await after.add(record("0"), Buffer.from("mail 0"));
    expect(after.list().map(({ messageId }) => messageId)).toEqual(["z", "a", "m", "0"]);
    const files = await readdir(folder);
    expect(files.filter((file) => file.endsWith(".eml")).sort()).toEqual([
      "000000001-z.eml",
      "000000002-a.eml",
      "000000003-m.eml",
      "000000004-0.eml",
    ]);
  });

  test("keeps a changed record in its place", async () => {
    const folder = await newFolder();
    const store = await openMessageStore(folder);
    const [first, second] = [record("first"), record("second")];
    await store.add(first, Buffer.from(""));
    await store.add(second, Buffer.from(""));
    await store.update({ ...first, pendingEvents: [] });
    expect((await openMessageStore(folder)).list()).toEqual([{ ...first, pendingEvents: [] }, second]);
  });

  test("clears away what an interrupted write left, and nothing else", async () => {
    const folder = await newFolder();
    await (await openMessageStore(folder)).add(record("whole"), Buffer.from(""));
    for (const file of [
      "000000002-half.eml",
      "000000002-half.json.tmp",
      "000000003-x.eml.tmp",
      "notes.txt",
    ]) {
      await writeFile(join(folder, file), "");
    }
    const store = await openMessageStore(folder);
    expect(store.list().map(({ messageId }) => messageId)).toEqual(["whole"]);
    expect((await readdir(folder)).sort()).toEqual([
      "000000001-whole.eml",
      "000000001-whole.json",
      "notes.txt",
    ]);
  });

  test.each(["", "{}", '{"v":2}'])("names a record it cannot read: %j", async (content) => {
    const folder = await newFolder();
    await writeFile(join(folder, "000000001-x.json"), content);
    const opening = openMessageStore(folder);
    await expect(opening).rejects.toThrow(StartFailure);
    await expect(opening).rejects.toThrow(/^000000001-x\.json in the local mailbox .* cannot be read\.$/);
  });
});
