import { describe, expect, test } from "vitest";
import { bearerCode, caseAccess } from "../../../shared/http/case-access.ts";
import { call } from "../../support/submissions.ts";

const code = "0123456789ABCDEFGHJKMNPQRS";

describe("the code of a call", () => {
  test.each([`Bearer ${code}`, `bearer ${code.toLowerCase()}`, `BEARER ${code}`])(
    "is what follows in %s",
    (authorization) => {
      expect(bearerCode(call({ headers: { authorization } }))).toBe(code);
    },
  );

  // B2, C8
  test.each([
    "",
    "Bearer",
    `Bearer  ${code}`,
    `Bearer ${code} `,
    `Bearer ${code}0`,
    `Basic ${code}`,
    code,
    " ".repeat(100_000),
  ])("is absent in %.40j", (authorization) => {
    expect(bearerCode(call({ headers: { authorization } }))).toBeUndefined();
  });

  test("is absent where there is no header", () => {
    expect(bearerCode(call())).toBeUndefined();
  });
});

describe("the reference and the code of a call", () => {
  const headers = { authorization: `Bearer ${code}` };

  test("are given in upper case", () => {
    const access = { reference: "BR-7K3M-9QXT-2W5R", receiptCode: code };
    expect(caseAccess(call({ reference: "br-7k3m-9qxt-2w5r", headers }), "breach")).toEqual(access);
  });

  // B8
  test.each([
    "DSR-7K3M-9QXT-2W5R",
    "BR-7K3M-9QXT",
    "BR-7K3M-9QXT-2W5R\n",
    "BR-7K3M-9QXT-2W5R-",
    "BR",
    "",
    undefined,
  ])("are not found where the reference is %j", (reference) => {
    const given = call({ ...(reference !== undefined && { reference }), headers });
    expect(() => caseAccess(given, "breach")).toThrow(expect.objectContaining({ reason: "not_found" }));
  });

  // B8
  test("are not found without a code", () => {
    const without = call({ reference: "BR-7K3M-9QXT-2W5R" });
    expect(() => caseAccess(without, "breach")).toThrow(expect.objectContaining({ reason: "not_found" }));
  });
});
