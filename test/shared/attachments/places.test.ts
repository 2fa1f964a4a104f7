import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attachmentKey,
  attachmentPrefix,
  type CasePlace,
  readUploadKey,
  uploadKey,
} from "../../../shared/attachments/places.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const sha256 = "0f".repeat(32);

const base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".split("");
const letters = (length: number) =>
  fc.string({ unit: fc.constantFrom(...base32), minLength: length, maxLength: length });
const references = fc
  .tuple(fc.constantFrom("DSR", "BR"), letters(4), letters(4), letters(4))
  .map((parts) => parts.join("-"));
const ids = letters(12).map((id) => id.toLowerCase());
const controllerIds = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){2,20}$/);
const places: fc.Arbitrary<CasePlace> = fc.oneof(
  fc.constant<CasePlace>({ kind: "breach" }),
  fc
    .option(controllerIds, { nil: undefined })
    .map((controllerId): CasePlace => ({ kind: "request", controllerId })),
);

describe("where the files of a case are", () => {
  test("is with its controller, with the desk where there is none, or with the breach reports", () => {
    expect(attachmentPrefix(reference, { kind: "request", controllerId: "voorbeeld-bv" })).toBe(
      `controllers/voorbeeld-bv/attachments/${reference}/`,
    );
    expect(attachmentPrefix(reference, { kind: "request", controllerId: undefined })).toBe(
      `desk/${reference}/`,
    );
    expect(attachmentPrefix("BR-7K3M-9QXT-2W5R", { kind: "breach" })).toBe(
      "breach-reports/BR-7K3M-9QXT-2W5R/",
    );
  });

  // F12
  test("is within the prefix of no other case, nor of another controller", () => {
    const cases = fc.tuple(references, places);
    fc.assert(
      fc.property(cases, cases, (one, other) => {
        const [first, second] = [attachmentPrefix(...one), attachmentPrefix(...other)];
        expect(first.startsWith(second)).toBe(first === second);
        const [, of] = one;
        const isOfController = of.kind === "request" && of.controllerId !== undefined;
        expect(first.startsWith("controllers/")).toBe(isOfController);
      }),
    );
  });

  // D1
  test("differs with the bytes: a form that is used twice changes nothing that was looked at", () => {
    const id = "0123456789ab";
    expect(attachmentKey("desk/", { id, sha256 })).toBe(`desk/${id}-${sha256}`);
    expect(attachmentKey("desk/", { id, sha256: "f0".repeat(32) })).not.toBe(
      attachmentKey("desk/", { id, sha256 }),
    );
  });
});

describe("the key that a form puts a file under", () => {
  test("names the case and the file, whichever place that case has", () => {
    fc.assert(
      fc.property(references, places, ids, (of, place, id) => {
        expect(readUploadKey(uploadKey(attachmentPrefix(of, place), id))).toEqual({ reference: of, id });
      }),
    );
  });

  // D3
  test("is read of nothing else: not of a path, a name, a kept file or what the scanner leaves", () => {
    for (const key of [
      "",
      "malware-protection-resource-validation-object",
      `desk/${reference}/`,
      `desk/${reference}/../0123456789ab`,
      `desk/${reference}/0123456789ab/x`,
      `desk/${reference}/volmacht.pdf`,
      `desk/${reference}/0123456789AB`,
      attachmentKey(`desk/${reference}/`, { id: "0123456789ab", sha256 }),
      `${reference}/0123456789ab`,
    ])
      expect(readUploadKey(key)).toBeUndefined();
  });
});
