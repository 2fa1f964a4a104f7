import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkChanged, checkNew } from "../../../functions/operator/controller-rules.ts";
import { type Controller, controller } from "../../../shared/controller.ts";
import { controllerInput } from "../../../shared/controller-input.ts";

type Location = { bucket: string; prefix: string };

function inputWith(changes: Record<string, unknown> = {}) {
  return controllerInput.parse({
    id: "voorbeeld-bv",
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
    ...changes,
  });
}

function recordWith(id: string, storage: readonly Location[] = []): Controller {
  const changedAt = "2026-11-22T10:15:00.000Z";
  return controller.parse({
    ...inputWith({ id, storage }),
    version: 1,
    changedAt,
    changedBy: "arn:aws:iam::1:root",
  });
}

function pointersNew(changes: Record<string, unknown>, others: readonly Controller[] = []): string[] {
  return checkNew(inputWith(changes), {
    ownDomains: ["mail.processor.example", "processor.example"],
    ownBucket: "stack",
    others,
  }).map(({ pointer }) => pointer);
}

function pointersChanged(changes: Record<string, unknown>, others: readonly Controller[] = []): string[] {
  const current = { id: "voorbeeld-bv", listed: true, storage: [] };
  return checkChanged(inputWith(changes), current, {
    ownDomains: ["mail.processor.example", "processor.example"],
    ownBucket: "stack",
    others,
  }).map(({ pointer }) => pointer);
}

describe("an id", () => {
  test("is needed when the controller is listed", () => {
    expect(pointersNew({ id: undefined })).toEqual(["/id"]);
  });

  test("may not be given when the controller is unlisted", () => {
    expect(pointersNew({ listed: false })).toEqual(["/id"]);
    expect(pointersNew({ listed: false, id: undefined })).toEqual([]);
  });

  test("may be left out of a change, and never changes", () => {
    expect(pointersChanged({ id: undefined })).toEqual([]);
    expect(pointersChanged({ id: "other" })).toEqual(["/id"]);
  });
});

test("a listed controller cannot become unlisted, because its id is readable", () => {
  expect(pointersChanged({ listed: false })).toEqual(["/listed"]);
});

describe("a contact", () => {
  // H2
  test.each(["meldpunt@processor.example", "x@PROCESSOR.example", "x@mail.processor.example"])(
    "at our own domain is refused: %s",
    (email) => {
      const contacts = [
        { email: "privacy@voorbeeld.example", role: "privacy" },
        { email, role: "fallback" },
      ];
      expect(pointersNew({ contacts })).toEqual(["/contacts/1/email"]);
      expect(pointersChanged({ contacts })).toEqual(["/contacts/1/email"]);
    },
  );

  test("at a domain that only ends like ours is accepted", () => {
    expect(pointersNew({ contacts: [{ email: "x@notprocessor.example", role: "privacy" }] })).toEqual([]);
  });
});

describe("storage", () => {
  // F12, H2
  test.each([
    ["c/1/", "c/1/", false],
    ["c/", "c/1/", false],
    ["c/1/x/", "c/1/", false],
    ["c/1/", "c/10/", true],
    ["c/10/", "c/1/", true],
  ])("at %s beside another controller's at %s: accepted is %s", (prefix, taken, accepted) => {
    const others = [recordWith("other", [{ bucket: "hosted", prefix: taken }])];
    const changes = { storage: [{ bucket: "hosted", prefix }] };
    expect(pointersNew(changes, others)).toEqual(accepted ? [] : ["/storage/0/prefix"]);
    expect(pointersChanged(changes, others)).toEqual(accepted ? [] : ["/storage/0/prefix"]);
  });

  test("may have the same prefix in another bucket", () => {
    const others = [recordWith("other", [{ bucket: "hosted", prefix: "c/1/" }])];
    expect(pointersNew({ storage: [{ bucket: "elsewhere", prefix: "c/1/" }] }, others)).toEqual([]);
  });

  test("does not stand in the way of its own change", () => {
    const storage = [{ bucket: "hosted", prefix: "c/1/" }];
    expect(pointersChanged({ storage }, [recordWith("voorbeeld-bv", storage)])).toEqual([]);
  });

  test.each([
    [undefined, []],
    ["terminated", ["/storage"]],
    ["closed", ["/storage"]],
    ["destroying", ["/storage"]],
    ["destroyed", ["/storage"]],
  ] as const)("of an agreement that is %s, changed, is wrong at %j", (phase, pointers) => {
    const storage = [{ bucket: "hosted", prefix: "c/1/" }];
    const termination = phase && { reference: "AGR-7K3M-9QXT-2W5R", phase };
    const current = { ...recordWith("voorbeeld-bv", storage), termination };
    const surroundings = { ownDomains: ["processor.example"], ownBucket: "stack", others: [current] };
    const pointersOf = (prefix: string) =>
      checkChanged(inputWith({ storage: [{ bucket: "hosted", prefix }] }), current, surroundings).map(
        ({ pointer }) => pointer,
      );
    expect(pointersOf("c/1/")).toEqual([]);
    expect(pointersOf("c/2/")).toEqual(pointers);
  });

  test("is not named twice, nor one within the other", () => {
    const storage = ["a/", "b/", "a/", "b/c/"].map((prefix) => ({ bucket: "hosted", prefix }));
    expect(pointersNew({ storage })).toEqual(["/storage/2/prefix", "/storage/3/prefix"]);
  });

  // F12
  test.each(["controllers/", "controllers/other/", "controllers/voorbeeld-bv-2/"])(
    "may not be at %s, where others have theirs",
    (prefix) => {
      expect(pointersNew({ storage: [{ bucket: "any-bucket", prefix }] })).toEqual(["/storage/0/prefix"]);
    },
  );

  // F12
  test.each(["desk/", "desk/DSR-7K3M-9QXT-2W5R/", "breach-reports/", "breach-reports/x/"])(
    "may not be at %s in our own bucket, where the files of cases are; elsewhere it may",
    (prefix) => {
      const at = (bucket: string) => ({ storage: [{ bucket, prefix }] });
      expect(pointersNew(at("stack"))).toEqual(["/storage/0/prefix"]);
      expect(pointersChanged(at("stack"))).toEqual(["/storage/0/prefix"]);
      expect(pointersNew(at("hosted"))).toEqual([]);
      expect(pointersNew({ storage: [{ bucket: "stack", prefix: "desks/" }] })).toEqual([]);
    },
  );

  test("may be under controllers/ at the own id", () => {
    const storage = [{ bucket: "any-bucket", prefix: "controllers/voorbeeld-bv/x/" }];
    expect(pointersNew({ storage })).toEqual([]);
    expect(pointersNew({ storage, listed: false, id: undefined })).toEqual(["/storage/0/prefix"]);
  });

  // F12
  test("of one controller never holds a key that is another's, whatever was accepted", () => {
    const segment = fc.constantFrom("a", "aa", "b", "controllers", "one", "two", "1", "10");
    const prefix = fc
      .array(segment, { minLength: 1, maxLength: 3 })
      .map((segments) => `${segments.join("/")}/`);
    const storage = fc.array(fc.record({ bucket: fc.constantFrom("hosted", "stack"), prefix }), {
      maxLength: 3,
    });
    const lies = (key: Location, list: readonly Location[]) =>
      list.some(({ bucket, prefix: under }) => bucket === key.bucket && key.prefix.startsWith(under));
    fc.assert(
      fc.property(storage, storage, (ones, twos) => {
        const one = recordWith("one", ones);
        const errors = checkNew(inputWith({ id: "two", storage: twos }), {
          ownDomains: ["x.example"],
          ownBucket: "stack",
          others: [one],
        });
        const accepted =
          errors.length === 0 &&
          checkNew(one, { ownDomains: ["x.example"], ownBucket: "stack", others: [] }).length === 0;
        const allOfOne = [...ones, { bucket: "stack", prefix: "controllers/one/" }];
        const allOfTwo = [...twos, { bucket: "stack", prefix: "controllers/two/" }];
        const shared = [
          ...allOfOne.filter((at) => lies(at, allOfTwo)),
          ...allOfTwo.filter((at) => lies(at, allOfOne)),
        ];
        expect(accepted && shared.length > 0).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
