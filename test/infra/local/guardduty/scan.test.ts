import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scan } from "../../../../infra/local/guardduty/scan.ts";
import { eicar } from "../../../support/eicar.ts";

describe("a scan", () => {
  test("finds EICAR's test file wherever it is in a file", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const check = (before: Uint8Array, after: Uint8Array) => {
      const file = Buffer.concat([Buffer.from("%PDF-1.7"), before, Buffer.from(eicar), after]);
      expect(scan(file)).toEqual({
        scanStatus: "COMPLETED",
        scanResultStatus: "THREATS_FOUND",
        threats: [{ name: "EICAR-Test-File (not a virus)" }],
      });
    };
    fc.assert(fc.property(bytes, bytes, check));
  });

  test.each([
    ["nothing", ""],
    ["a text", "Ik wil weten welke gegevens u van mij heeft."],
    ["a part of EICAR's test file", eicar.slice(1)],
    ["the first bytes of a ZIP file", "PK\u0003\u0004"],
  ])("finds no threat in %s", (_, text) => {
    expect(scan(Buffer.from(text))).toEqual({
      scanStatus: "COMPLETED",
      scanResultStatus: "NO_THREATS_FOUND",
      threats: null,
    });
  });

  test("does not look into a ZIP file with a password, and says so", () => {
    const header = (flags: number) =>
      Buffer.concat([Buffer.from("PK\u0003\u0004\u0014\u0000"), Buffer.from([flags, 0]), Buffer.from(eicar)]);
    expect(scan(header(0b1001))).toEqual({
      scanStatus: "SKIPPED",
      scanResultStatus: "UNSUPPORTED",
      threats: null,
    });
    expect(scan(header(0b1000)).scanResultStatus).toBe("THREATS_FOUND");
  });
});
