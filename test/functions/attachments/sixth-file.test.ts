import { beforeEach, expect, test } from "vitest";
import { mostAttachments, type Upload } from "../../../shared/attachments/upload.ts";
import { upload } from "../../support/attachments.ts";
import { breachCase } from "../../support/breaches.ts";
import { requestCase } from "../../support/submissions.ts";
import { arrival, type FileWorld, fileWorlds, quarter } from "./file-world.ts";

const openWorld = fileWorlds();
let world: FileWorld;

beforeEach(async () => {
  world = await openWorld();
});

/** Six forms of one case, each with a file: they came, one after the other, when the earlier forms had run out. */
async function sixFiles(kind: "request" | "breach"): Promise<Upload[]> {
  const of = kind === "request" ? requestCase() : breachCase();
  const { key } = await (kind === "request" ? world.request(requestCase()) : world.breach(breachCase()));
  const prefix = key.slice(0, key.lastIndexOf("/") + 1);
  const forms: Upload[] = [];
  for (let number = 1; number <= mostAttachments + 1; number++) {
    const id = `00000000000${number}`;
    const { controllerId, ...form } = upload({ reference: of.reference, number, id, key: prefix + id });
    forms.push(await world.stored(kind === "request" ? { ...form, controllerId } : form));
  }
  for (const form of forms) await world.send(form);
  return forms;
}

const attachedTo = async ({ reference }: Upload) =>
  (await world.files(reference)).flatMap(({ attachment }) => attachment?.number ?? []);

// D1
test.each(["request", "breach"] as const)(
  "a sixth file of a %s is not taken to it, and not kept",
  async (kind) => {
    const [first, ...forms] = await sixFiles(kind);
    if (!first) throw new Error("there is no form");
    for (const { key } of [...forms, first]) await world.check(arrival(key));
    expect(await attachedTo(first)).toEqual([2, 3, 4, 5, 6]);
    expect(await world.keys("uploads")).toEqual([]);
    expect(await world.keys("kept")).toHaveLength(mostAttachments);
  },
);

test("nor one that is looked at while a fifth is taken to its case", async () => {
  const [first, second, ...forms] = await sixFiles("request");
  if (!first || !second) throw new Error("there is no form");
  for (const { key } of forms) await world.check(arrival(key));
  world.beforeEntry(() => world.check(arrival(second.key)));
  await world.check(arrival(first.key));
  expect(await attachedTo(first)).toEqual([3, 4, 5, 6, 2]);
  await world.check(quarter);
  expect(await world.keys("uploads")).toEqual([]);
  expect(await world.keys("kept")).toHaveLength(mostAttachments);
});
