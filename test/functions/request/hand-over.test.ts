import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { handOver, statusElsewhere } from "../../../functions/request/hand-over.ts";
import { handOverSchema } from "../../../functions/request/hand-over-schema.ts";
import { requestStatuses } from "../../../functions/request/request-status.ts";
import { rightKeys } from "../../../functions/request/rights.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import { requestCase } from "../../support/submissions.ts";

const publicUrl = "https://api.example";
const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const isHandOver = ajv.compile(jsonSchema(handOverSchema));

describe("a hand-over", () => {
  test("is what its published schema says, with every field and with the fewest", () => {
    const fewest = requestCase();
    const most = requestCase({
      organisation: "Voorbeeld",
      rights: rightKeys,
      representative: { name: "Mr. Bakker", email: "bakker@advocaat.example", capacity: "advocaat" },
    });
    const { message: _, controllerId: __, ...silent } = fewest.submission;
    for (const request of [fewest, most, { ...fewest, controller: null, submission: silent }]) {
      const sent = JSON.parse(JSON.stringify(handOver(request, publicUrl)));
      expect(isHandOver(sent) ? [] : isHandOver.errors).toEqual([]);
    }
  });

  test("is refused by that schema when a part is missing or other", () => {
    const whole = handOver(requestCase(), publicUrl);
    for (const other of [
      { ...whole, reference: undefined },
      { ...whole, rights: [{ right: "everything", gdprArticle: null, dpv: null }] },
      { ...whole, receivedAt: "yesterday" },
      { ...whole, controller: "voorbeeld-bv" },
    ]) {
      expect(isHandOver(JSON.parse(JSON.stringify(other)))).toBe(false);
    }
  });

  test("says where its schema is published", () => {
    expect(handOver(requestCase(), publicUrl).$schema).toBe("https://api.example/schemas/request-1.json");
  });

  test("names the rights by article and in the Data Privacy Vocabulary", () => {
    const named = handOver(requestCase({ rights: rightKeys }), publicUrl).rights;
    const gdpr = "https://w3id.org/dpv/legal/eu/gdpr#";
    expect(named).toEqual([
      { right: "access", gdprArticle: "15", dpv: `${gdpr}A15` },
      { right: "rectification", gdprArticle: "16", dpv: `${gdpr}A16` },
      { right: "erasure", gdprArticle: "17", dpv: `${gdpr}A17` },
      { right: "restriction", gdprArticle: "18", dpv: `${gdpr}A18` },
      { right: "portability", gdprArticle: "20", dpv: `${gdpr}A20` },
      { right: "objection", gdprArticle: "21", dpv: `${gdpr}A21` },
      { right: "automated_decision", gdprArticle: "22", dpv: `${gdpr}A22` },
      { right: "withdraw_consent", gdprArticle: "7(3)", dpv: `${gdpr}A7-3` },
      { right: "other", gdprArticle: null, dpv: null },
    ]);
  });

  test("gives both dates, with every step that led to them", () => {
    const { respondBy } = handOver(requestCase(), publicUrl);
    expect(respondBy).toMatchObject({ conservative: "2026-12-22", latestLawful: "2026-12-22" });
    expect(respondBy.steps.length).toBeGreaterThan(1);
    expect(respondBy.holidays).not.toBe("");
  });

  // C4
  test("keeps what the person typed as it was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (typed) => {
        fc.pre(typed.isWellFormed());
        const sent = JSON.parse(JSON.stringify(handOver(requestCase({ message: typed }), publicUrl)));
        expect(sent.message).toBe(typed);
      }),
    );
    expect(handOver(requestCase({ message: "a\u202Eb\r\n" }), publicUrl).message).toBe("a\u202Eb\r\n");
  });

  test("holds nothing of the store: no hash, no index", () => {
    const sent = Object.keys(handOver(requestCase(), publicUrl));
    expect(sent.filter((field) => /hash|pending|^v$|kind/i.test(field))).toEqual([]);
  });
});

test("every status has its word in OpenDSR and in the Data Rights Protocol", () => {
  for (const status of requestStatuses) {
    const { openDsr, drp } = statusElsewhere[status];
    expect(["pending", "in_progress", "completed", "cancelled"]).toContain(openDsr);
    expect(["open", "in_progress", "fulfilled", "revoked", "denied", "expired"]).toContain(drp);
  }
});
