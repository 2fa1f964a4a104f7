import { expect, test } from "vitest";
import { letterMail } from "../../../shared/letter/letter-mail.ts";
import { attachmentLetters } from "../../support/attachments.ts";
import { letter } from "../../support/letters.ts";
import { delivery } from "../../support/submissions.ts";

const { reference } = delivery();
const publicUrl = "https://api.example";
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const to = delivery({ id: "attachment-1", type: "attachment", token });

test("a letter is sent as it was written, and what goes to a desk is a desk's mail", () => {
  const { subject, blocks, language } = letter();
  expect(letterMail(reference, letter(), to, publicUrl)).toEqual({
    reference,
    type: "assistance",
    language,
    subject,
    blocks,
  });
  expect(letterMail(reference, letter({ to: "desk" }), to, publicUrl).type).toBe("desk");
});

test("the link of a letter comes after its first paragraph, and opens with the token of the mail alone", () => {
  const [written = letter()] = attachmentLetters();
  const { blocks } = letterMail(reference, written, to, publicUrl);
  const url = `${publicUrl}/attachments/${reference}/attachment-1/${token}?lang=nl`;
  expect(blocks).toEqual([
    ...written.blocks.slice(0, 2),
    { action: { label: "Download het bestand", url } },
    ...written.blocks.slice(2),
  ]);
  const { token: _, ...older } = to;
  expect(letterMail(reference, written, older, publicUrl).blocks).toEqual(written.blocks);
});

test("what a letter hands over names the schema that it follows, and holds no token", () => {
  const [written = letter()] = attachmentLetters();
  const { handOver } = letterMail(reference, written, to, publicUrl);
  expect(handOver).toEqual({
    attachments: [{ sha256: "0f" }],
    $schema: `${publicUrl}/schemas/attachments-1.json`,
  });
});
