import { describe, expect, test } from "vitest";
import { changesIn } from "../../../functions/evidence/recorded-change.ts";
import { digestOf } from "../../../shared/evidence/item-digest.ts";
import { recordOf } from "../../support/stream-records.ts";

const salt = Buffer.alloc(16, 7);
const request = {
  pk: "DSR-1",
  sk: "case",
  kind: "request",
  controllerId: "voorbeeld-bv",
  revision: 1,
  salt,
  message: "geheim",
};
const chain = "controllers/voorbeeld-bv";

describe("a record of the stream", () => {
  test("of a new item is a change of its controller's chain, with the digest of the item", () => {
    expect(changesIn(recordOf({ after: request }))).toEqual([
      {
        chain,
        kind: "request",
        reference: "DSR-1",
        item: "case",
        revision: 1,
        change: "created",
        digest: digestOf(request),
      },
    ]);
  });

  test("of a changed item has the digest of what it is now", () => {
    const after = { ...request, revision: 2, message: "anders" };
    expect(changesIn(recordOf({ before: request, after }))).toMatchObject([
      { chain, change: "changed", revision: 2, digest: digestOf(after) },
    ]);
  });

  test("of a removed item counts as one change more, with the digest of what was removed", () => {
    expect(changesIn(recordOf({ before: { ...request, revision: 4 } }))).toMatchObject([
      { chain, change: "removed", revision: 5, digest: digestOf({ ...request, revision: 4 }) },
    ]);
  });

  test("of an item that changes hands is told in both chains", () => {
    const nobodys = { ...request, controllerId: undefined, revision: 3 };
    const after = { ...request, revision: 4 };
    expect(changesIn(recordOf({ before: nobodys, after }))).toMatchObject([
      { chain: "processor", change: "left", revision: 4 },
      { chain, change: "joined", revision: 4 },
    ]);
  });

  test("of a report of two controllers is told in the chain of each, and in each says nothing of the other", () => {
    const report = { pk: "BR-1", sk: "case", kind: "breach", salt, revision: 1 };
    const controllers = [
      { id: "ander-bv", name: "Ander" },
      { id: "voorbeeld-bv", name: "Voorbeeld" },
    ];
    const [first, second] = changesIn(recordOf({ after: { ...report, controllers } }));
    expect(first?.chain).toBe("controllers/ander-bv");
    expect(JSON.stringify({ ...first, chain: "" })).not.toMatch(/voorbeeld|ander/i);
    expect(second).toEqual({ ...first, chain });
  });

  test("of a report that loses a controller says so in that one's chain alone", () => {
    const report = { pk: "BR-1", sk: "case", kind: "breach", salt, revision: 2 };
    const [one, other] = [{ id: "ander-bv" }, { id: "voorbeeld-bv" }];
    const changes = changesIn(
      recordOf({
        before: { ...report, controllers: [one, other] },
        after: { ...report, revision: 3, controllers: [one] },
      }),
    );
    expect(changes.map(({ chain, change }) => [chain, change])).toEqual([
      ["controllers/ander-bv", "changed"],
      [chain, "left"],
    ]);
  });

  test("of an item that was there before items were stamped joins its chain", () => {
    const { salt: _, revision: __, ...unstamped } = request;
    expect(changesIn(recordOf({ before: unstamped, after: request }))).toMatchObject([{ change: "joined" }]);
  });

  // G8
  test("of an item that somebody wrote past us without a salt has no digest", () => {
    const { salt: _, revision: __, ...unstamped } = request;
    const [change] = changesIn(recordOf({ after: unstamped }));
    expect(change).toMatchObject({ change: "created", revision: 1 });
    expect(change).not.toHaveProperty("digest");
  });

  test("of a declared gap says openly what it closes, and nothing of the reason", () => {
    const closes = [{ reference: "DSR-1", item: "case", from: 2, to: 3 }];
    const gap = {
      pk: "evidence",
      sk: "gap#1",
      v: 1,
      kind: "evidence-gap",
      chain,
      closes,
      because: "Jansen trok de stekker eruit",
      by: "arn:aws:iam::123456789012:user/jansen",
      at: "2026-11-22T00:00:00.000Z",
      expiresAt: 1_800_000_000,
      revision: 1,
      salt,
    };
    const [change, ...more] = changesIn(recordOf({ after: gap }));
    expect(more).toEqual([]);
    expect(change).toMatchObject({ chain, kind: "evidence-gap", change: "created", closes });
    expect(JSON.stringify(change)).not.toMatch(/jansen|stekker/i);
    expect(changesIn(recordOf({ before: gap }))[0]).not.toHaveProperty("closes");
  });

  test("of an item with numbers that JavaScript cannot hold is told of all the same, with a digest", () => {
    const record = recordOf({ after: request });
    Object.assign(record.dynamodb?.NewImage ?? {}, {
      large: { N: "9007199254740993" },
      huge: { N: `1${"0".repeat(37)}` },
    });
    expect(changesIn(record)).toMatchObject([{ change: "created", digest: expect.any(String) }]);
  });

  test("of a kind that is no name is told as unknown", () => {
    expect(
      changesIn(recordOf({ after: { ...request, kind: "Jan Jansen <jan@example.org>" } })),
    ).toMatchObject([{ kind: "unknown" }]);
  });
});
