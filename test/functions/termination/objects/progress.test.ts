import { describe, expect, test } from "vitest";
import { mayHaveExpired } from "../../../../functions/termination/objects/progress.ts";
import { place } from "../terminations.ts";

const spanning = { begunAt: "2027-02-01T23:59:59.999Z", emptyAt: "2027-02-02T00:00:00.000Z" };
const { emptyAt: _, ...unverified } = place();

// F19
describe("S3 may have deleted a part of a place by our lifecycle rules", () => {
  test.each([
    ["a midnight UTC passed between its beginning and its end", spanning],
    [
      "it was begun at such a midnight",
      { begunAt: "2027-02-02T00:00:00.000Z", emptyAt: "2027-02-02T00:01:00.000Z" },
    ],
    ["S3 had not confirmed the rules", { ...spanning, net: "unconfirmed" }],
    ["it took days", { ...spanning, emptyAt: "2027-02-05T12:00:00.000Z" }],
  ] as const)("where %s", (_, changes) => {
    expect(mayHaveExpired(place(changes))).toBe(true);
  });

  test("where it was not found empty: nobody knows until when", () => {
    expect(mayHaveExpired(unverified)).toBe(true);
  });

  test.each([
    ["none passed", { begunAt: "2027-02-01T00:00:00.001Z", emptyAt: "2027-02-01T23:59:59.999Z" }],
    ["the bucket took no rules", { ...spanning, net: "full" }],
    ["S3 refused the rules", { ...spanning, net: "denied" }],
    ["the rules were taken out at once", { ...spanning, net: "distorted" }],
    ["none were put yet", { ...spanning, net: "unset" }],
  ] as const)("but not where %s", (_, changes) => {
    expect(mayHaveExpired(place(changes))).toBe(false);
  });

  test("but not where nothing was to be deleted", () => {
    const { begunAt, ...untouched } = place();
    expect(begunAt).toBeDefined();
    expect(mayHaveExpired(untouched)).toBe(false);
  });
});
