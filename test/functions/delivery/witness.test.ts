import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { attachmentsHandOverSchema } from "../../../functions/attachments/attachments-hand-over.ts";
import { noticeHandOverSchema } from "../../../functions/breach/notice/notice-hand-over.ts";
import { asWitness } from "../../../functions/delivery/witness.ts";
import { handOverSchema } from "../../../functions/request/hand-over-schema.ts";
import { certificateSchema } from "../../../functions/termination/certificate-schema.ts";
import { terminationHandOverSchema } from "../../../functions/termination/termination-hand-over.ts";
import { controllerAddressed, deliverySchema } from "../../../shared/delivery.ts";
import { toText } from "../../../shared/document.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { toHtml } from "../../../shared/mail/to-html.ts";
import { sampleMails } from "../../support/sample-mails.ts";

const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const published = {
  request: handOverSchema,
  "breach-notice": noticeHandOverSchema,
  termination: terminationHandOverSchema,
  certificate: certificateSchema,
  "destruction-report": certificateSchema,
  attachment: attachmentsHandOverSchema,
} as const;

const hash = "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de";
const key = "e4d909c290d0fb1ca068ffaddf22cbd0e4d909c290d0fb1ca068ffaddf22cbd0";
const unsealed = { chain: "controllers/voorbeeld-bv", sequence: 128, hash };
const sealed = { ...unsealed, key };
const mail = (language: Mail["language"]): Mail => ({
  reference: "DSR-7K3M-9QXT-2W5R",
  type: "request",
  language,
  subject: "Verzoek",
  blocks: [{ heading: "Verzoek" }],
  handOver: { $schema: "https://api.example/schemas/request-1.json" },
});

describe("a witness", () => {
  test("is every mail to a controller, and no other", () => {
    const witnesses = deliverySchema.shape.type.options.filter((type) =>
      controllerAddressed({ type, controllerId: "voorbeeld-bv" }),
    );
    expect(witnesses).toEqual([
      "request",
      "breach-notice",
      "termination",
      "certificate",
      "destruction-report",
      "contact-change",
      "statement",
      "sub-processor-change",
      "unlawful-instruction",
      "assistance",
      "audit",
      "attachment",
    ]);
    expect(controllerAddressed({ type: "request", controllerId: "voorbeeld-bv" })).toBe("voorbeeld-bv");
    expect(controllerAddressed({ type: "request" })).toBeUndefined();
  });

  test.each([
    ["nl", "Bewaar deze mail.", `meldpunt verify-export BESTAND --head 128:${hash}`],
    ["en", "Keep this mail.", `meldpunt verify-export FILE --head 128:${hash}`],
  ] as const)(
    "says in %s, in text and HTML, where the chain ended and how to check that",
    (language, ...how) => {
      const { blocks } = asWitness(mail(language), sealed);
      const [text, html] = [toText(blocks), toHtml("", language, blocks)];
      for (const told of [...how, sealed.chain, "128", hash, key]) {
        expect(text).toContain(told);
        expect(html).toContain(told);
      }
      expect(blocks[0]).toEqual({ heading: "Verzoek" });
    },
  );

  test("says the same to a program", () => {
    expect(asWitness(mail("nl"), sealed).handOver).toEqual({ ...mail("nl").handOver, evidence: sealed });
  });

  test("names no key while nothing was sealed", () => {
    const witness = asWitness(mail("en"), unsealed);
    expect(witness.handOver?.evidence).toEqual(unsealed);
    expect(toText(witness.blocks)).not.toContain("Key");
  });

  test("has no hand-over where the mail has none", () => {
    const { handOver: _, ...bare } = mail("nl");
    const witness = asWitness(bare, sealed);
    expect(witness).not.toHaveProperty("handOver");
    expect(toText(witness.blocks)).toContain(hash);
  });

  test.each([
    ["nl", "none", "stond er nog geen regel in"],
    ["en", "none", "there was no entry in it yet"],
    ["nl", "unreadable", "konden wij het niet lezen"],
    ["en", "unreadable", "we could not read it"],
  ] as const)("says in %s that the head is %s, and nothing that could be checked", (language, head, said) => {
    const witness = asWitness(mail(language), head);
    expect(toText(witness.blocks)).toContain(said);
    expect(toText(witness.blocks)).not.toContain("verify-export");
    expect(witness.handOver).toEqual(mail(language).handOver);
  });
});

const handedOver = sampleMails("https://api.example").filter(({ mail: { type } }) => type in published);

test.each(handedOver)(
  "what goes with $name says where the chain ended, as its published schema has it",
  (sample) => {
    const { type, handOver } = sample.mail;
    const isHandOver = ajv.compile(jsonSchema(published[type as keyof typeof published]));
    const sent = JSON.parse(JSON.stringify(handOver));
    expect(isHandOver(sent) ? [] : isHandOver.errors).toEqual([]);
    expect(sent.evidence).toEqual({
      chain: "controllers/voorbeeld-bv",
      sequence: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(isHandOver({ ...sent, evidence: { ...sent.evidence, sequence: 0 } })).toBe(false);
  },
);
