import { describe, expect, test } from "vitest";
import { registerOf } from "../../../../infra/cli/register/register.ts";
import { agreement } from "../../../support/agreements.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { madeAt, sources } from "./sources.ts";

describe("the record of processing", () => {
  test("says who the processor is, and by which measures it protects the data", () => {
    expect(registerOf(sources(), madeAt)).toMatchObject({
      v: 1,
      kind: "record-of-processing",
      at: madeAt.toISOString(),
      processor: {
        name: "Verwerker B.V.",
        contact: "privacy-desk@processor.example",
        representative: null,
        dataProtectionOfficer: { name: "F. Gerritsen", email: "fg@processor.example" },
      },
      measures: { version: 3, nl: "- versleuteling\n- twee sloten" },
    });
    expect(registerOf(sources({ statements: [] }), madeAt).measures).toBeNull();
  });

  test("says of each controller, by id, what was agreed", () => {
    const { controllers } = registerOf(sources(), madeAt);
    expect(controllers.map(({ id }) => id)).toEqual(["example-ltd", "voorbeeld-bv"]);
    expect(controllers[1]).toEqual({
      id: "voorbeeld-bv",
      name: "Voorbeeld B.V.",
      contacts: ["directie@voorbeeld.example", "privacy@voorbeeld.example"],
      representative: null,
      dataProtectionOfficer: agreement().dataProtectionOfficer,
      agreement: "in_force",
      signedOn: "2026-01-31",
      purposes: ["het klantportaal hosten"],
      dataCategories: ["namen en adressen"],
      dataSubjectCategories: ["klanten"],
      countries: ["NL", "US"],
      transfers: [{ country: "US", safeguards: "modelcontractbepalingen, module 3" }],
      subProcessors: [{ id: "hosting-bv", name: "Hosting B.V.", country: "DE" }, { name: "Helpdesk Ltd" }],
      clauses: { breach: "7.1" },
      version: 1,
      changedAt: "2026-11-22T10:00:00.000Z",
    });
  });

  test("shows a transfer without safeguards as one", () => {
    const agreed = agreement({ countries: ["NO", "IN"], safeguards: {} });
    const { controllers } = registerOf(sources({ controllers: [voorbeeld({ agreement: agreed })] }), madeAt);
    expect(controllers[0]?.transfers).toEqual([{ country: "IN", safeguards: null }]);
  });

  test("has a controller until its data is destroyed", () => {
    const phases = (["terminated", "closed", "destroying", "destroyed"] as const).map((phase) => {
      const ended = voorbeeld({ termination: { reference: "AGR-7K3M-9QXT-2W5R", phase } });
      return registerOf(sources({ controllers: [ended] }), madeAt).controllers.map((one) => one.agreement);
    });
    expect(phases).toEqual([["ending"], ["ending"], ["ending"], []]);
  });
});
