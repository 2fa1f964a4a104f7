import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Territory, territoriesOf } from "../../../../functions/termination/objects/territory.ts";
import { anyControllers, placesOf } from "./any-controllers.ts";
import { holder, places } from "./world.ts";

function namesOf(territories: readonly Territory[]): string[] {
  return territories.map(({ bucket, prefix }) => `${bucket}/${prefix}`);
}

describe("a controller's territories", () => {
  test("are its place in the own bucket, and what its storage names in buckets of the settings", () => {
    const one = holder("voorbeeld-bv", [
      { bucket: "hosted-bucket", prefix: "c/1/" },
      { bucket: "old-bucket", prefix: "archief/voorbeeld/" },
    ]);
    const { territories, excluded } = territoriesOf(one, [one, holder("example-ltd")], places);
    expect(territories).toEqual([
      { bucket: "own-bucket", account: "000000000000", prefix: "controllers/voorbeeld-bv/", isOwn: true },
      { bucket: "hosted-bucket", account: "111111111111", prefix: "c/1/", isOwn: false },
      { bucket: "old-bucket", prefix: "archief/voorbeeld/", isOwn: false },
    ]);
    expect(excluded).toEqual([]);
  });

  test("name each place once, however often its storage does", () => {
    const one = holder("voorbeeld-bv", [
      { bucket: "own-bucket", prefix: "controllers/voorbeeld-bv/uploads/" },
      { bucket: "own-bucket", prefix: "controllers/voorbeeld-bv/" },
      { bucket: "hosted-bucket", prefix: "c/1/deep/" },
      { bucket: "hosted-bucket", prefix: "c/1/" },
      { bucket: "hosted-bucket", prefix: "c/1/" },
    ]);
    const { territories } = territoriesOf(one, [one], places);
    expect(namesOf(territories)).toEqual(["own-bucket/controllers/voorbeeld-bv/", "hosted-bucket/c/1/"]);
  });

  // F12
  test("are not those of controllers whose ids begin alike", () => {
    const one = holder("voorbeeld-bv", [{ bucket: "hosted-bucket", prefix: "c/1/" }]);
    const others = [
      holder("voorbeeld-b"),
      holder("voorbeeld-bv-2", [{ bucket: "hosted-bucket", prefix: "c/10/" }]),
    ];
    const { territories, excluded } = territoriesOf(one, [...others, one], places);
    expect(namesOf(territories)).toEqual(["own-bucket/controllers/voorbeeld-bv/", "hosted-bucket/c/1/"]);
    expect(excluded).toEqual([]);
  });

  test.each([
    ["is", "c/1/"],
    ["contains", "c/1/a/"],
    ["lies in", "c/"],
  ])("leave out a place that %s another controller's", (_, prefix) => {
    const one = holder("voorbeeld-bv", [{ bucket: "hosted-bucket", prefix: "c/1/" }]);
    const other = holder("example-ltd", [{ bucket: "hosted-bucket", prefix }]);
    const { territories, excluded } = territoriesOf(one, [one, other], places);
    expect(namesOf(territories)).toEqual(["own-bucket/controllers/voorbeeld-bv/"]);
    expect(excluded).toEqual([{ bucket: "hosted-bucket", prefix: "c/1/", reason: "overlaps" }]);
  });

  test("do not take the same prefix of another bucket for an overlap", () => {
    const one = holder("voorbeeld-bv", [{ bucket: "hosted-bucket", prefix: "c/1/" }]);
    const other = holder("example-ltd", [{ bucket: "old-bucket", prefix: "c/1/" }]);
    expect(territoriesOf(one, [one, other], places).excluded).toEqual([]);
  });

  test.each([
    "controllers/",
    "controllers/example-ltd/",
    "controllers/nobody-yet/",
    "controllers/voorbeeld-bv-2/a/",
    "desk/",
    "desk/DSR-7K3M-9QXT-2W5R/",
    "breach-reports/",
    "breach-reports/BR-7K3M-9QXT-2W5R/",
  ])("leave out %s of the own bucket, which is not a controller's to name", (prefix) => {
    const one = holder("voorbeeld-bv", [{ bucket: "own-bucket", prefix }]);
    const { territories, excluded } = territoriesOf(one, [one, holder("example-ltd")], places);
    expect(namesOf(territories)).toEqual(["own-bucket/controllers/voorbeeld-bv/"]);
    expect(excluded).toEqual([{ bucket: "own-bucket", prefix, reason: "overlaps" }]);
  });

  test("leave out even the implied place when another controller's storage has got hold of it", () => {
    const one = holder("voorbeeld-bv");
    const other = holder("example-ltd", [{ bucket: "own-bucket", prefix: "controllers/voorbeeld-bv/a/" }]);
    expect(territoriesOf(one, [one, other], places)).toEqual({
      territories: [],
      excluded: [{ bucket: "own-bucket", prefix: "controllers/voorbeeld-bv/", reason: "overlaps" }],
    });
  });

  test("leave out a bucket that the settings do not name", () => {
    const one = holder("voorbeeld-bv", [{ bucket: "forgotten-bucket", prefix: "c/1/" }]);
    const { territories, excluded } = territoriesOf(one, [one], places);
    expect(namesOf(territories)).toEqual(["own-bucket/controllers/voorbeeld-bv/"]);
    expect(excluded).toEqual([{ bucket: "forgotten-bucket", prefix: "c/1/", reason: "unknown_bucket" }]);
  });

  // F12
  test("whatever controllers exist: have whole prefixes, overlap nobody's place, and with the excluded ones cover all", () => {
    const check = fc.property(anyControllers, ([one, ...others]) => {
      const { territories, excluded } = territoriesOf(one, [...others, one], places);
      for (const { bucket, prefix } of territories) {
        expect(prefix).toMatch(/^[^/].*\/$/s);
        for (const other of others.flatMap((controller) => placesOf(controller, places))) {
          const isApart =
            other.bucket !== bucket || !(other.prefix.startsWith(prefix) || prefix.startsWith(other.prefix));
          expect(isApart).toBe(true);
        }
      }
      for (const place of placesOf(one, places)) {
        const covered = [...territories, ...excluded].some(
          ({ bucket, prefix }) => bucket === place.bucket && place.prefix.startsWith(prefix),
        );
        expect(covered).toBe(true);
      }
    });
    fc.assert(check, { numRuns: 1_000 });
  });
});
