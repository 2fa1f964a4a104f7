import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { toMime } from "../../../functions/delivery/mime.ts";
import { deliverySchema } from "../../../shared/delivery.ts";
import { deskLanguage, languages } from "../../../shared/language.ts";
import { seen } from "../../support/hostile-texts.ts";
import { type SampleMail, sampleMails } from "../../support/sample-mails.ts";

const publicUrl = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com";
const samples = sampleMails(publicUrl);

/** The mail as whoever gets it sees it, once it has been written and read. */
async function received({ mail }: SampleMail) {
  const raw = await toMime(mail, {
    from: "meldpunt@processor.example",
    to: "to@example.org",
    region: "eu-central-1",
  });
  const { text = "", html } = await simpleParser(Buffer.from(raw), {
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  return { text, html: html || "" };
}

test("the samples are of every type, each in every language that it is sent in", () => {
  const kinds = new Set(samples.map(({ mail }) => `${mail.type} ${mail.language}`));
  const expected = deliverySchema.shape.type.options.flatMap((type) =>
    (type === "desk" ? [deskLanguage] : languages).map((language) => `${type} ${language}`),
  );
  expect([...kinds].toSorted()).toEqual(expected.toSorted());
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
});

describe.each(samples)("$name", (sample) => {
  const { blocks } = sample.mail;
  const actions = blocks.flatMap((block) => ("action" in block ? [block.action.url] : []));

  test("begins with what it is about, says the same in both its parts, and loads nothing", async () => {
    const { text, html } = await received(sample);
    const [first = {}] = blocks;
    expect(first).toHaveProperty("heading");
    expect(html.match(/<h1/g)).toHaveLength(1);
    const bare = (said: string) => said.replace(/[\s>:-]/g, "");
    expect(bare(seen(html))).toBe(bare(text));
    expect(html).not.toMatch(/<script|<img|<link|@import|src=|url\(/i);
    expect(html.match(/href="[^"]*"/g) ?? []).toEqual(actions.map((url) => `href="${url}"`));
  });

  test("has no name at the end of a sentence, where one that ends with a stop would make it two", async () => {
    const { text } = await received(sample);
    expect(text).not.toMatch(/(?<![./])\.\.(?![./])/);
  });

  test("has whole in both its parts where it leads to", async () => {
    const { text, html } = await received(sample);
    for (const url of actions) {
      expect(url.startsWith(publicUrl)).toBe(true);
      expect(text.split(/\r?\n/)).toContain(url);
      expect(html).toContain(`>${url}<`);
    }
    const isLinked =
      ["request", "breach-notice", "acknowledgement"].includes(sample.mail.type) ||
      /^(?:sub-processor-(?:intended|engaged|ended)|attachment(?!-withheld)[a-z-]*)\./.test(sample.name);
    expect(actions).toHaveLength(isLinked ? 1 : 0);
  });
});
