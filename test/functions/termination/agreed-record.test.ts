import { expect, test } from "vitest";
import { versionPuts } from "../../../shared/controller-versions.ts";
import { agreement } from "../../support/agreements.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { operatorApi } from "../operator/operator-api.ts";
import { agreementOffice } from "./agreement-office.ts";

test("a termination names the version of the record that it was made under", async () => {
  const office = await agreementOffice({ version: 7 });
  expect((await office.terminate()).history.case.controllerVersion).toBe(7);
});

test("what was agreed goes with the data, and does not come back", async () => {
  const office = await agreementOffice({ agreement: agreement() });
  await office.terminate();
  for (const move of ["close", "begin"] as const) await office.move(move);
  expect(await office.controller()).toMatchObject({ agreement: agreement() });
  await office.move("certify");
  const { id, name, language, listed, contacts, ...rest } = await office.controller();
  expect(rest).not.toHaveProperty("agreement");
  const change = (changes: object) =>
    operatorApi(office.table)("PUT /controllers/{id}", {
      id,
      body: { id, name, language, listed, contacts, ...changes },
    });
  expect(await change({ agreement: agreement() })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/agreement" }] },
  });
  expect(await change({})).toMatchObject({ status: 200 });
});

test("no version is kept of a record whose data is being destroyed, or has been", () => {
  const table = { client: {} as never, name: "table" };
  const kept = (["terminated", "closed", "destroying", "destroyed"] as const).map(
    (phase) =>
      versionPuts(table, { record: voorbeeld({ termination: { reference: "AGR-1", phase } }) }).length,
  );
  expect(kept).toEqual([1, 1, 0, 0]);
});
