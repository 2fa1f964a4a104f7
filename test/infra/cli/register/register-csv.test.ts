import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { registerOf } from "../../../../infra/cli/register/register.ts";
import { registerCsv } from "../../../../infra/cli/register/register-csv.ts";
import { agreement } from "../../../support/agreements.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { originalCell } from "./original-cell.ts";
import { madeAt, sources } from "./sources.ts";

/** The rows of a CSV as a program reads them that goes by RFC 4180, each value by its column. */
function rowsOf(csv: string): Record<string, string>[] {
  const rows: Record<string, string>[] = parse(csv, {
    bom: true,
    columns: true,
    record_delimiter: "\r\n",
  });
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, originalCell(cell)])),
  );
}

test("the record as CSV has a header and a row for each controller", () => {
  const csv = registerCsv(registerOf(sources(), madeAt), "en");
  expect(csv.startsWith("\uFEFFmadeAt,processorName,processorContact,processorRepresentative,")).toBe(true);
  expect(csv.endsWith("\r\n")).toBe(true);
  const [, row] = rowsOf(csv);
  expect(row).toMatchObject({
    processorName: "Verwerker B.V.",
    processorRepresentative: "",
    processorDataProtectionOfficer: "F. Gerritsen, fg@processor.example",
    controllerId: "voorbeeld-bv",
    controllerContacts: "directie@voorbeeld.example\nprivacy@voorbeeld.example",
    representative: "",
    dataProtectionOfficer: "N. de Vries, fg@voorbeeld.example, +31 20 123 45 67",
    countries: "NL\nUS",
    transfers: "United States (US): modelcontractbepalingen, module 3",
    subProcessors: "Hosting B.V., Germany (DE)\nHelpdesk Ltd",
    clauses: "breach: 7.1",
    measures: "- encryption\n- two locks",
    version: "1",
  });
});

test("the record of nobody is a header", () => {
  const csv = registerCsv(registerOf(sources({ controllers: [] }), madeAt), "nl");
  expect(csv.split("\r\n")).toEqual([expect.stringContaining("controllerId"), ""]);
});

const hostile = [
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(1+1)*cmd",
  "\t=1",
  '"=1"',
  'a","=1',
  "a,b\r\n=1",
  "x;=1",
  "'=1",
];

// C6
test("no cell of the CSV is a formula, and each gives back what is on record", () => {
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string());
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (name, purposes) => {
      const controllers = [{ ...voorbeeld({ agreement: agreement() }), name }];
      const register = registerOf(sources({ controllers }), madeAt);
      const [first] = register.controllers;
      const csv = registerCsv({ ...register, controllers: first ? [{ ...first, purposes }] : [] }, "nl");
      const cells: string[][] = parse(csv, { bom: true, record_delimiter: "\r\n" });
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
      expect(rowsOf(csv)).toMatchObject([{ controllerName: name, purposes: purposes.join("\n") }]);
    }),
  );
});
