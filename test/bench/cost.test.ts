import { expect, test } from "vitest";
import { canarySubmission } from "../support/canaries.ts";
import { submissionCost, submissionOf2KB } from "./cost.ts";
import { countSubmission } from "./counted-submission.ts";
import { measureLog } from "./logs.ts";

// P16
test("a million submissions cost at most 30 dollars, without what SES takes", async () => {
  const counted = await countSubmission(submissionOf2KB);
  const { values, met } = submissionCost(counted);
  expect(values.dollars).toBeLessThanOrEqual(30);
  expect(met).toBe(true);
});

test("a submission costs more where more is asked of AWS", () => {
  const asked = { calls: 1, readUnits: 1, writeUnits: 1 };
  const counted = { invocations: 1, table: asked, evidence: asked, mails: 1, receiptCode: "", log: "" };
  const dollars = (changes: Partial<typeof counted>) =>
    submissionCost({ ...counted, ...changes }).values.dollars ?? 0;
  const changes = [
    { invocations: 2 },
    { table: { ...asked, calls: 2 } },
    { table: { ...asked, writeUnits: 2 } },
    { evidence: { ...asked, readUnits: 2 } },
    { mails: 2 },
    { log: "x".repeat(1_000) },
  ];
  for (const change of changes) expect(dollars(change)).toBeGreaterThan(dollars({}));
});

// H3, P19
test("a submission leaves at most 4 KB in the functions' logs, and nothing that the person typed", async () => {
  const counted = await countSubmission(canarySubmission);
  expect(counted.log).toContain("REQUEST_COMMITTED");
  expect(measureLog(counted)).toMatchObject({ met: true, values: { personal: 0 } });
});

test("a log that repeats what the person typed does not pass", () => {
  const { name, email } = canarySubmission.dataSubject;
  for (const typed of [name, email, canarySubmission.message, "the receipt code"]) {
    const log = `{"code":"X","said":"${typed}"}\n`;
    const { met, values } = measureLog({ log, receiptCode: "the receipt code" });
    expect({ met, personal: values.personal }).toEqual({ met: false, personal: 1 });
  }
});
