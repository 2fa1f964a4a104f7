import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ListQuery, listPage, nameOf } from "../../../../infra/local/s3/list-page.ts";

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Sorted keys, as the storage gives them; how many it was asked for is counted. */
function keysOf(all: Iterable<string>) {
  const sorted = [...new Set(all)].sort(byBytes);
  const source = {
    read: 0,
    *keys(_bucket: string, from: string, included: boolean) {
      for (const key of sorted) {
        if (byBytes(key, from) < (included ? 0 : 1)) continue;
        source.read += 1;
        yield key;
      }
    },
  };
  return { sorted, source };
}

function allPages(
  source: Parameters<typeof listPage>[0],
  query: Omit<ListQuery, "after" | "bucket">,
): string[] {
  const names: string[] = [];
  for (let after = ""; ; ) {
    const { entries, truncated } = listPage(source, { ...query, bucket: "b", after });
    names.push(...entries.map(nameOf));
    if (!truncated) return names;
    after = names.at(-1) ?? "";
  }
}

const anyKey = fc.string({
  unit: fc.constantFrom("a", "b", "/", "é", "\u{10ffff}", "\u0001"),
  minLength: 1,
  maxLength: 6,
});

describe("a listing page by page", () => {
  test("names every key once and in the order of its bytes, whatever the pages' size", () => {
    fc.assert(
      fc.property(
        fc.array(anyKey),
        fc.string({ unit: fc.constantFrom("a", "/"), maxLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (keys, prefix, most) => {
          const { sorted, source } = keysOf(keys);
          expect(allPages(source, { prefix, delimiter: "", most })).toEqual(
            sorted.filter((key) => key.startsWith(prefix)),
          );
        },
      ),
    );
  });

  test("rolls up what has a delimiter after the prefix, and tells each such beginning once", () => {
    fc.assert(
      fc.property(fc.array(anyKey), fc.integer({ min: 1, max: 4 }), (keys, most) => {
        const { sorted, source } = keysOf(keys);
        const rolledUp = sorted.map((key) => (key.includes("/") ? key.slice(0, key.indexOf("/") + 1) : key));
        expect(allPages(source, { prefix: "", delimiter: "/", most })).toEqual([...new Set(rolledUp)]);
      }),
    );
  });

  test("looks neither at the keys before the page nor at those that it rolls up", () => {
    const { source } = keysOf(Array.from({ length: 1000 }, (_, index) => `a/${index}`).concat("b/1", "c"));
    const query = { bucket: "b", prefix: "", delimiter: "/", after: "", most: 10 };
    expect(listPage(source, query).entries.map(nameOf)).toEqual(["a/", "b/", "c"]);
    expect(listPage(source, { ...query, after: "a/" }).entries.map(nameOf)).toEqual(["b/", "c"]);
    expect(source.read).toBeLessThan(10);
  });

  test("of no entries is not truncated", () => {
    const { source } = keysOf(["a"]);
    const query = { bucket: "b", prefix: "", delimiter: "", after: "", most: 0 };
    expect(listPage(source, query)).toEqual({ entries: [], truncated: false });
  });
});
