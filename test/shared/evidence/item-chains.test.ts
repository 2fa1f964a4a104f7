import { describe, expect, test } from "vitest";
import { chainsOf } from "../../../shared/evidence/item-chains.ts";

describe("an item belongs in the chain", () => {
  test.each([
    ["of the controller whose id it has", { controllerId: "voorbeeld-bv" }, ["controllers/voorbeeld-bv"]],
    [
      "of each controller that it names, once",
      {
        controllers: [{ id: "voorbeeld-bv", name: "Voorbeeld" }, { id: "ander-bv" }],
        report: { controllerIds: ["voorbeeld-bv", "derde-bv"] },
      },
      ["controllers/ander-bv", "controllers/derde-bv", "controllers/voorbeeld-bv"],
    ],
    [
      "of each controller that it says it concerns, as a move of a breach report does",
      {
        kind: "breach-entry",
        controllers: [{ id: "derde-bv" }],
        concerns: ["voorbeeld-bv", "ander-bv", "derde-bv", 7],
      },
      ["controllers/ander-bv", "controllers/derde-bv", "controllers/voorbeeld-bv"],
    ],
    [
      "of the controller that it is",
      { pk: "controllers", sk: "voorbeeld-bv", kind: "controller" },
      ["controllers/voorbeeld-bv"],
    ],
    [
      "that it declares a gap in",
      {
        v: 1,
        kind: "evidence-gap",
        chain: "controllers/voorbeeld-bv",
        closes: [{ reference: "DSR-1", item: "case", from: 2, to: 3 }],
        because: "the function was off",
        by: "arn:aws:iam::123456789012:user/operator",
        at: "2026-11-22T00:00:00.000Z",
        expiresAt: 1,
      },
      ["controllers/voorbeeld-bv"],
    ],
    ["of the processor where it names no controller", { pk: "reporters", sk: "x" }, ["processor"]],
    [
      "of the processor where what it names is none",
      { controllers: [null, 7, { id: 7 }], report: null, concerns: "voorbeeld-bv" },
      ["processor"],
    ],
  ])("%s", (_, item, chains) => {
    expect(chainsOf(item)).toEqual(chains);
  });
});
