import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { downloadsFrom } from "../../../../functions/attachments/downloads.ts";
import { attachmentTexts } from "../../../../functions/attachments/pages/attachment-texts.ts";
import { pageTexts } from "../../../../functions/pages/texts.ts";
import { type Attachment, findings, scans } from "../../../../shared/attachments/attachment.ts";
import { attachmentKey, attachmentPrefix, type CasePlace } from "../../../../shared/attachments/places.ts";
import { fileTypes, takenTypes } from "../../../../shared/attachments/types.ts";
import { randomCode } from "../../../../shared/codes.ts";
import { deleteItems } from "../../../../shared/delete-items.ts";
import { languages } from "../../../../shared/language.ts";
import { attachment } from "../../../support/attachments.ts";
import { entry } from "../../../support/breaches.ts";
import { factsOn, headingOn, visit } from "../../../support/forms.ts";
import { elements, parsePage } from "../../../support/html.ts";
import { logged } from "../../../support/logged.ts";
import { assigned } from "../../../support/requests.ts";
import { itemsUnder } from "../../../support/table-items.ts";
import { putMail } from "../../pages/pages-door.ts";
import { unreachable } from "../../pages/sample-site.ts";
import {
  type AttachmentsDoor,
  attachmentsDoor,
  buckets,
  keep,
  putCase,
  putEntry,
} from "../attachments-door.ts";

let door: AttachmentsDoor;

beforeAll(async () => {
  door = await attachmentsDoor();
});
afterAll(() => door.close());

const { download: said } = attachmentTexts.nl;
const html = "<script>alert(document.domain)</script>";

type Link = { reference: string; delivery: string; token: string };

/** A file that is with its case and kept, and the link in the mail that tells of it. */
async function mailed(
  kind: "request" | "breach" = "request",
  changes: Partial<Attachment> = {},
): Promise<Link & { key: string }> {
  const { reference } = await putCase(door, kind);
  const file = attachment(changes);
  const tells = { reference, sequence: 1, move: "attach", attachment: file } as const;
  await putEntry(door, kind === "request" ? assigned(tells) : entry(tells));
  const place: CasePlace = kind === "request" ? { kind, controllerId: "voorbeeld-bv" } : { kind };
  const key = attachmentKey(attachmentPrefix(reference, place), file);
  await keep(door, key, html);
  const id = kind === "request" ? "attachment-1" : "attachment-1-voorbeeld-bv";
  return { ...(await link(reference, id)), key };
}

async function link(reference: string, id: string): Promise<Link> {
  const token = randomCode();
  await putMail(door.table, reference, { type: "attachment", id, token });
  return { reference, delivery: id, token };
}

function follow(
  method: "GET" | "POST",
  { reference, delivery, token }: Link,
  lang = "nl",
  answer = door.answer,
) {
  const path = `/attachments/${reference}/${delivery}/${token}`;
  const parameters = { reference, delivery, token };
  return answer(
    visit(`${method} /attachments/{reference}/{delivery}/{token}`, { path, parameters, query: { lang } }),
  );
}

const buttonsOn = (body: string) => elements(parsePage(body), "button").map(({ text }) => text);

describe.each(["request", "breach"] as const)("The page from which a file of a %s is downloaded", (kind) => {
  test("says what is known of the file, and has one button", async () => {
    const { reference, delivery, token } = await mailed(kind);
    const { statusCode, body } = await follow("GET", { reference, delivery, token });
    expect([statusCode, headingOn(body)]).toEqual([200, said.title]);
    expect([...factsOn(body)]).toEqual([
      ["Kenmerk", reference],
      ["Bestand", "Bestand 1"],
      [said.name, "volmacht.pdf"],
      [said.receivedAt, expect.stringContaining("zondag 22 november 2026")],
      [said.size, "123.456 bytes"],
      [said.announced, "PDF"],
      [said.type, "PDF"],
      [said.sum, "0f".repeat(32)],
      [said.scan, said.scans.off],
    ]);
    expect(buttonsOn(body)).toEqual([said.button]);
    expect(body).toContain(said.careful);
    expect(body).not.toContain(said.warning);
  });

  test("gives nothing to a program that follows the link, and changes nothing", async () => {
    const at = await mailed(kind);
    const before = await itemsUnder(door.table, at.reference);
    for (let n = 0; n < 3; n++) {
      const { headers, body } = await follow("GET", at);
      expect(headers).not.toHaveProperty("location");
      expect(body).not.toMatch(/X-Amz-|Signature/);
    }
    expect(await itemsUnder(door.table, at.reference)).toEqual(before);
    expect(logged).toEqual([]);
  });

  // D4
  test("hands the file out by its button: as bytes, to be saved, under a name of ours, for a minute", async () => {
    const at = await mailed(kind);
    const { statusCode, headers, body } = await follow("POST", at);
    expect([statusCode, body]).toEqual([303, ""]);
    const address = new URL(headers.location ?? "");
    expect(address.pathname).toContain(at.key);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      "response-content-type": "application/octet-stream",
      "response-content-disposition": `attachment; filename="${at.reference}-1.pdf"`,
      "X-Amz-Expires": "60",
    });
    const file = await fetch(address);
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${at.reference}-1.pdf"`);
    expect(await file.text()).toBe(html);
  });

  test("may lead its form on to S3, and nothing else is loosened", async () => {
    const at = await mailed(kind);
    const { headers } = await follow("GET", at);
    const { headers: posted } = await follow("POST", at);
    expect(headers["content-security-policy"]?.split("; ")).toContain(
      `form-action 'self' ${new URL(posted.location ?? "").origin}`,
    );
  });

  test.each(findings)("says in both languages that the file is %s", async (finding) => {
    const at = await mailed(kind, { findings: [finding] });
    for (const lang of languages) {
      const { body } = await follow("GET", at, lang);
      const texts = attachmentTexts[lang].download;
      expect(body).toContain(`<h2>${texts.warning}</h2>`);
      expect(elements(parsePage(body), "li").map(({ text }) => text)).toContain(texts.findings[finding]);
      expect(buttonsOn(body)).toEqual([texts.button]);
    }
  });

  // D5, D7
  test.each(scans)("says what the scan came to: %s", async (scan) => {
    const at = await mailed(kind, { scan });
    for (const lang of languages) {
      const { body } = await follow("GET", at, lang);
      const { download } = attachmentTexts[lang];
      expect(factsOn(body).get(download.scan)).toBe(download.scans[scan]);
      expect(buttonsOn(body)).toEqual(scan === "threat" ? [] : [download.button]);
    }
    expect((await follow("POST", at)).statusCode).toBe(scan === "threat" ? 410 : 303);
  });

  // D6
  test("hands out nothing once malware was found, whatever it said before", async () => {
    const at = await mailed(kind);
    expect((await follow("POST", at)).statusCode).toBe(303);
    const tells = {
      reference: at.reference,
      sequence: 2,
      move: "withhold",
      attachment: attachment({ scan: "threat" }),
    } as const;
    await putEntry(door, kind === "request" ? assigned(tells) : entry(tells));
    for (const method of ["GET", "POST"] as const) {
      const { headers, body } = await follow(method, at);
      expect([headingOn(body), buttonsOn(body)]).toEqual([said.withheld.title, []]);
      expect(headers).not.toHaveProperty("location");
    }
  });

  // B8
  test("opens with the link in the mail about that file alone: whatever is wrong, the answer is the same", async () => {
    const at = await mailed(kind);
    const other = await mailed(kind);
    const unknown = await link(at.reference, "attachment-7");
    const aboutNothing = await link(at.reference, "request");
    const wrong: Link[] = [
      { ...at, token: randomCode() },
      { ...at, token: "" },
      { ...at, token: other.token },
      { ...at, reference: other.reference },
      { ...at, delivery: "attachment-2" },
      { ...at, delivery: "../x" },
      { ...at, reference: "AGR-0000-0000-0001" },
      { ...at, reference: "controllers" },
      unknown,
      aboutNothing,
    ];
    for (const method of ["GET", "POST"] as const) {
      const answers = await Promise.all(wrong.map((one) => follow(method, one)));
      expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
      expect([answers[0]?.statusCode, headingOn(answers[0]?.body ?? "")]).toEqual([
        404,
        pageTexts.nl.problems.not_found.title,
      ]);
    }
  });

  test("ends with the mail, and with the file", async () => {
    const at = await mailed(kind, { sha256: "ab".repeat(32), id: "zzzzzzzzzzzz" });
    await door.s3.client.send(new DeleteObjectCommand({ Bucket: buckets.data, Key: at.key }));
    expect((await follow("POST", at)).statusCode).toBe(404);
    const there = await mailed(kind);
    await deleteItems(door.table, [{ pk: there.reference, sk: `delivery#${there.delivery}` }]);
    expect((await follow("GET", there)).statusCode).toBe(404);
  });

  // A7
  test("says to come back while the store is away", async () => {
    const at = await mailed(kind);
    const away = door.with({ readDelivery: unreachable });
    const { statusCode, headers } = await follow("POST", at, "nl", away);
    expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
  });

  // C4
  test("shows what the sender typed as text, with what would hide in it made visible", async () => {
    const at = await mailed(kind, { filename: "factuur\u202Efdp.exe <script>" });
    const { body } = await follow("GET", at);
    expect(factsOn(body).get(said.name)).toBe("factuur⟨U+202E⟩fdp.exe <script>");
    expect(body).not.toContain("\u202E");
    const { headers } = await follow("POST", at);
    expect(decodeURIComponent(headers.location ?? "")).not.toContain("factuur");
  });
});

describe("What a file is called once it is downloaded", () => {
  const nameOf = async (changes: Partial<Attachment>) => {
    const at = await mailed("request", changes);
    const { headers } = await follow("POST", at);
    const [, name] =
      /filename="(.*)"/.exec(
        new URL(headers.location ?? "").searchParams.get("response-content-disposition") ?? "",
      ) ?? [];
    return name?.replace(at.reference, "");
  };

  test("ends as its bytes say, where we take that type, whatever the sender called it", async () => {
    for (const contentType of takenTypes)
      expect(await nameOf({ contentType, filename: "x.exe" })).toBe(`-1.${fileTypes[contentType].extension}`);
  });

  // D4
  test.each([
    ["a type that is not taken", { contentType: "application/x-msdownload" }],
    ["a web page", { contentType: "text/html" }],
    ["nothing that is known", { contentType: undefined }],
    ["a member that every object has", { contentType: "constructor" }],
  ])("ends in .bin for %s", async (_, changes) => {
    expect(await nameOf({ ...changes, filename: "factuur.pdf.exe", number: 3 })).toBe("-3.bin");
  });
});

test("A request that was just assigned still has its file with the desk, and it is downloaded from there", async () => {
  const { reference } = await putCase(door, "request", null);
  const file = attachment();
  await putEntry(door, assigned({ reference, sequence: 1, move: "attach", attachment: file }));
  await putEntry(door, assigned({ reference, sequence: 2 }));
  const at = await link(reference, "attachment-1");
  const desk = attachmentKey(attachmentPrefix(reference, { kind: "request", controllerId: undefined }), file);
  await keep(door, desk, html);
  const { headers } = await follow("POST", at);
  expect(new URL(headers.location ?? "").pathname).toContain(desk);
});

test("A file that is taken from the desk to its controller between two looks is found with the controller", async () => {
  const { reference } = await putCase(door, "request", null);
  const file = attachment();
  await putEntry(door, assigned({ reference, sequence: 1, move: "attach", attachment: file }));
  await putEntry(door, assigned({ reference, sequence: 2 }));
  const at = await link(reference, "attachment-1");
  const desk = attachmentKey(attachmentPrefix(reference, { kind: "request", controllerId: undefined }), file);
  await keep(door, desk, html);
  const own = attachmentKey(
    attachmentPrefix(reference, { kind: "request", controllerId: "voorbeeld-bv" }),
    file,
  );
  const downloads = downloadsFrom(door.s3.client, buckets.data);
  const moving = door.with({
    downloads: {
      ...downloads,
      async has(key) {
        if (key === desk) {
          await keep(door, own, html);
          await door.s3.client.send(new DeleteObjectCommand({ Bucket: buckets.data, Key: desk }));
        }
        return downloads.has(key);
      },
    },
  });
  const { statusCode, headers } = await follow("POST", at, "nl", moving);
  expect([statusCode, new URL(headers.location ?? "").pathname]).toEqual([303, expect.stringContaining(own)]);
});

test("The desk downloads by the link in its own mail", async () => {
  const { reference } = await putCase(door, "breach");
  const file = attachment();
  await putEntry(door, entry({ reference, sequence: 4, move: "attach", attachment: file }));
  await keep(door, attachmentKey(attachmentPrefix(reference, { kind: "breach" }), file), html);
  const at = await link(reference, "desk-4");
  expect((await follow("POST", at)).statusCode).toBe(303);
});
