import { describe, expect, test } from "vitest";
import type { Version } from "../../../infra/cli/controller-answer.ts";
import { historyText } from "../../../infra/cli/history-text.ts";
import type { Controller } from "../../../shared/controller.ts";
import { agreement } from "../../support/agreements.ts";
import { voorbeeld } from "../../support/submissions.ts";

function versionOf(version: number, changes: Partial<Controller> = {}, because?: string): Version {
  const record = voorbeeld({ version, ...changes });
  return { version, at: record.changedAt, by: record.changedBy, record, ...(because && { because }) };
}

const ended = (phase: "closed" | "destroyed") => ({
  termination: { reference: "AGR-7K3M-9QXT-2W5R", phase },
});

describe("the history of a controller's record", () => {
  test("tells of each version who made it, what changed and why", () => {
    const agreed = agreement();
    const text = historyText([
      versionOf(1, { agreement: agreed }),
      versionOf(2, { name: "Voorbeeld N.V.", agreement: { ...agreed, countries: ["NL"] } }, "Een addendum."),
      versionOf(3, { name: "Voorbeeld N.V." }),
    ]);
    const [first, second, third] = text.split("\n\n");
    expect(first).toMatch(/^version +1\n.*\nby +arn:aws:.*\nchanged +all: it is the first$/s);
    expect(second).toMatch(/^changed +name; agreement\.countries$/m);
    expect(second).toMatch(/^because +Een addendum\.$/m);
    expect(third).toMatch(/^changed +agreement\.noticeHours; agreement\.signedOn; agreement\.purposes; /m);
  });

  test("says which versions were recorded before versions were kept", () => {
    expect(historyText([versionOf(2)])).toMatch(/^Version 1 was recorded before versions were kept\.\n/);
    const text = historyText([versionOf(4), versionOf(5)]);
    expect(text).toMatch(/^Versions 1-3 were recorded before versions were kept\.\n/);
    expect(text).toMatch(/^changed +not known: the version before is not kept$/m);
    expect(text).toMatch(/^changed +none$/m);
  });

  test("says which were made by the runs of the destruction, and which went with the data", () => {
    expect(historyText([versionOf(1), versionOf(3)])).toContain(
      "Version 2 was made by the destruction's runs: see the end of the agreement.",
    );
    expect(historyText([versionOf(6, ended("destroyed"))])).toMatch(
      /^Versions 1-5 are not kept: what there was went with the controller's data\.\n/,
    );
    expect(historyText([versionOf(1, ended("closed"))])).not.toContain("not kept");
  });
});
