import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachmentTexts } from "../../../../functions/attachments/pages/attachment-texts.ts";
import { pageTexts } from "../../../../functions/pages/texts.ts";
import { mostAttachments, pageMilliseconds } from "../../../../shared/attachments/upload.ts";
import { randomCode } from "../../../../shared/codes.ts";
import { type Language, languages } from "../../../../shared/language.ts";
import { attachment } from "../../../support/attachments.ts";
import { entry } from "../../../support/breaches.ts";
import { factsOn, fill, headingOn, send, visit } from "../../../support/forms.ts";
import { type Element, element, elements, parsePage } from "../../../support/html.ts";
import { assigned, closed } from "../../../support/requests.ts";
import { itemsUnder, putItems } from "../../../support/table-items.ts";
import { unreachable } from "../../pages/sample-site.ts";
import {
  type Access,
  type AttachmentsDoor,
  announced,
  attachmentsDoor,
  formIn,
  putCase,
  putEntry,
  sendFile,
  storedForm,
  uploaded,
} from "../attachments-door.ts";

let door: AttachmentsDoor;

beforeAll(async () => {
  door = await attachmentsDoor();
});
afterAll(() => door.close());

const key = "a secret from a random source";
const { upload: said, states, problems } = attachmentTexts.nl;

type Coming = { key?: string; lang?: Language; now?: Date };

/** Comes to the form as the button on a page about the case does. */
function come({ reference, code }: Access, { key: own = key, lang = "nl", now }: Coming = {}) {
  const answer = now ? door.with({ now: () => now }) : door.answer;
  return answer(send("/attachments", fill({ reference, code, key: own }), { lang }));
}

/** The form on the page that goes to S3: where to, and its fields. */
function formOn(html: string) {
  const page = parsePage(html);
  const form = elements(page, "form").find(({ attributes }) => attributes.has("enctype"));
  if (!form) throw new Error("no form sends a file");
  const at = page.indexOf(form);
  const inputs = page
    .slice(
      at,
      page.findIndex(({ tag }, n) => n > at && tag === "button"),
    )
    .filter(({ tag }) => tag === "input");
  const hidden = inputs.filter(({ attributes }) => attributes.get("type") === "hidden");
  const fields = Object.fromEntries(
    hidden.map(({ attributes }) => [attributes.get("name") ?? "", attributes.get("value") ?? ""]),
  );
  return { form, inputs, url: form.attributes.get("action") ?? "", fields };
}

/** The idempotency key that the page sends when it is shown again. */
const keysOn = (html: string) =>
  elements(parsePage(html), "input").flatMap(({ attributes }) =>
    attributes.get("name") === "key" && !attributes.get("value")?.includes("/")
      ? [["key", attributes.get("value") ?? ""] as const]
      : [],
  );

const hasForm = (html: string) => html.includes("multipart/form-data");
const uploadsOf = async ({ reference }: Access) =>
  [...(await itemsUnder(door.table, reference)).values()].filter(({ kind }) => kind === "upload");
const attributesOf = (found: Element | undefined) => Object.fromEntries(found?.attributes ?? []);

describe.each(["request", "breach"] as const)("The page with the form for a file of a %s", (kind) => {
  test("sends it straight to S3, without any script, and the file comes last", async () => {
    const access = await putCase(door, kind);
    const { statusCode, body } = await come(access);
    expect(statusCode).toBe(200);
    const { form, inputs, url, fields } = formOn(body);
    expect(attributesOf(form)).toEqual({
      method: "post",
      action: url,
      enctype: "multipart/form-data",
      target: "_blank",
    });
    expect(attributesOf(inputs.at(-1))).toMatchObject({ type: "file", name: "file", required: "" });
    expect(fields["Content-Type"]).toBe("application/octet-stream");
    const sent = await sendFile({ url, fields }, "%PDF-1.7");
    expect([sent.status, await uploaded(door, fields.key ?? "")]).toEqual([303, "%PDF-1.7"]);
    expect(await storedForm(door, access.reference)).not.toHaveProperty("filename");
  });

  test.each(languages)("says in %s what is taken, and what happens, above the button", async (lang) => {
    const access = await putCase(door, kind);
    const { body, headers } = await come(access, { lang, now: new Date("2026-11-22T10:15:00Z") });
    expect([headers["content-language"], headingOn(body)]).toEqual([
      lang,
      attachmentTexts[lang].upload.title,
    ]);
    const above = body.slice(0, body.indexOf("multipart/form-data"));
    const texts = attachmentTexts[lang].upload;
    for (const words of ["20 MB", "5 ", "15 minut", "PDF", "11:29"]) expect(above).toContain(words);
    for (const sentence of [...texts.goes[kind], ...texts.kept])
      expect(above).toContain(sentence.replaceAll("'", "&#39;"));
    expect(above).toContain("&lt;Error&gt;");
    expect(body).toContain(`/uploads/${access.reference}/`);
    expect(formOn(body).fields.success_action_redirect).toMatch(new RegExp(`\\?lang=${lang}$`));
  });

  // D9
  test("says that a photo goes along with where it was taken", async () => {
    const { body } = await come(await putCase(door, kind));
    expect(body).toContain("In een foto kan staan waar en wanneer hij is gemaakt");
  });

  test("may send its form to S3 and to us, and nothing else is loosened", async () => {
    const { body, headers } = await come(await putCase(door, kind));
    const policy = headers["content-security-policy"]?.split("; ") ?? [];
    expect(policy).toContain(
      `form-action 'self' ${new URL(formOn(body).url).origin} https://meldpunt.example`,
    );
    const { headers: plain } = await door.answer(visit("GET /attachments"));
    const usual = plain["content-security-policy"]?.split("; ") ?? [];
    expect(usual).toContain("form-action 'self'");
    expect(policy.filter((one) => !one.startsWith("form-action"))).toEqual(
      usual.filter((one) => !one.startsWith("form-action")),
    );
  });

  // C3
  test("runs nothing and fetches nothing", async () => {
    const page = parsePage((await come(await putCase(door, kind))).body);
    const active = ["script", "iframe", "img", "object", "embed", "video", "base", "svg"];
    expect(page.filter(({ tag }) => active.includes(tag))).toEqual([]);
    for (const { attributes } of page)
      for (const attribute of attributes.keys()) expect(attribute).not.toMatch(/^on|^style$|^ping$/);
    const ids = page.flatMap(({ attributes }) => attributes.get("id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of elements(page, "label")) expect(ids).toContain(attributes.get("for"));
  });

  // A2
  test("is the same form when it is loaded again, also in the other language: no second one", async () => {
    const access = await putCase(door, kind);
    const first = formOn((await come(access)).body);
    for (const lang of languages)
      expect(formOn((await come(access, { lang })).body).fields).toEqual(first.fields);
    expect(await uploadsOf(access)).toHaveLength(1);
  });

  test("leads to another form under a key of its own, which comes last", async () => {
    const access = await putCase(door, kind);
    const { body } = await come(access);
    const again = elements(parsePage(body), "button").find(({ text }) => text === said.another);
    const own = again?.attributes.get("value") ?? "";
    const filled = [...fill({ reference: access.reference, code: access.code }), ...keysOn(body)];
    const other = await door.answer(send("/attachments", [...filled, ["key", own]]));
    expect(formOn(other.body).fields.key).not.toBe(formOn(body).fields.key);
    expect([keysOn(body), keysOn(other.body)]).toEqual([[["key", key]], [["key", own]]]);
    expect(await uploadsOf(access)).toHaveLength(2);
  });

  test("says that its form has run out, and leads to a new one", async () => {
    const access = await putCase(door, kind);
    const at = new Date("2026-11-22T10:15:00Z");
    await come(access, { now: at });
    const { statusCode, body } = await come(access, { now: new Date("2026-11-22T10:29:00Z") });
    expect([statusCode, headingOn(body), hasForm(body)]).toEqual([200, said.over.title, false]);
    expect(elements(parsePage(body), "button").map(({ text }) => text)).toContain(said.another);
  });

  test("says what became of the file instead once that came", async () => {
    const access = await putCase(door, kind);
    await come(access);
    const form = await storedForm(door, access.reference);
    await putItems(door.table, [{ ...form, arrivedAt: new Date().toISOString() } as never]);
    const { body } = await come(access);
    expect([headingOn(body), hasForm(body)]).toEqual([states.checking.title, false]);
  });

  // B8
  test("is not there with a wrong code or an unknown reference: both are asked for again, alike", async () => {
    const access = await putCase(door, kind);
    for (const wrong of [
      { ...access, code: randomCode() },
      { ...access, reference: kind === "request" ? "DSR-0000-0000-0000" : "BR-0000-0000-0000" },
    ]) {
      const { statusCode, body } = await come(wrong);
      expect([statusCode, headingOn(body)]).toEqual([404, pageTexts.nl.status.title]);
    }
    expect(await uploadsOf(access)).toEqual([]);
  });

  test("does not follow what somebody else's page sends here", async () => {
    const access = await putCase(door, kind);
    const { reference, code } = access;
    const call = send("/attachments", fill({ reference, code, key }));
    const answer = await door.answer({
      ...call,
      headers: { ...call.headers, "sec-fetch-site": "cross-site" },
    });
    expect([answer.statusCode, headingOn(answer.body)]).toEqual([200, pageTexts.nl.status.title]);
    expect(answer.body).not.toContain(reference);
    expect(await uploadsOf(access)).toEqual([]);
  });

  test("says that no more files can be added", async () => {
    const access = await putCase(door, kind);
    for (let n = 0; n < mostAttachments; n++) await door.ask(access);
    const { statusCode, body } = await come(access);
    expect([statusCode, headingOn(body)]).toEqual([409, problems.too_many_attachments.title]);
    expect(factsOn(body).get("Kenmerk")).toBe(access.reference);
  });

  // A7
  test("says to come back while the store is away", async () => {
    const { reference, code } = await putCase(door, kind);
    const away = door.with({ addUpload: unreachable });
    const answer = await away(send("/attachments", fill({ reference, code, key })));
    expect([answer.statusCode, answer.headers["retry-after"], hasForm(answer.body)]).toEqual([
      503,
      "5",
      false,
    ]);
  });
});

describe("A case that takes no file any more has no form", () => {
  test("where the request was closed", async () => {
    const access = await putCase(door, "request", null);
    await putEntry(door, closed({ reference: access.reference }));
    const { statusCode, body } = await come(access);
    expect([statusCode, headingOn(body)]).toEqual([409, problems.already_closed.title]);
  });

  test("where the report was dismissed", async () => {
    const access = await putCase(door, "breach");
    await putEntry(door, entry({ reference: access.reference, move: "dismiss", because: "Geen datalek." }));
    const { statusCode, body } = await come(access);
    expect([statusCode, headingOn(body)]).toEqual([409, problems.already_ended.title]);
  });

  test("where the agreement with the controller is over", async () => {
    const { statusCode, body } = await come(await putCase(door, "request", "gestopt-bv"));
    expect([statusCode, headingOn(body)]).toEqual([410, problems.controller_gone.title]);
  });
});

test.each(languages)("Who comes without a case is asked for one, in %s", async (lang) => {
  const { statusCode, body } = await door.answer(visit("GET /attachments", { query: { lang } }));
  expect([statusCode, headingOn(body)]).toEqual([200, pageTexts[lang].status.title]);
});

describe("The page that S3 leads to", () => {
  const route = "GET /uploads/{reference}/{id}/{token}";
  type Address = { reference: string; id: string; token: string };

  /** A file that a form was given out for, and the address of its page as the form has it. */
  async function offered(access: Access, filename = "volmacht.pdf"): Promise<Address> {
    const { upload } = formIn(await door.ask(access, { body: { ...announced, filename } }));
    const { pathname } = new URL(upload.fields.success_action_redirect ?? "");
    const [, , reference = "", id = "", token = ""] = pathname.split("/");
    return { reference, id, token };
  }

  function open(parameters: Address, { lang = "nl", now = new Date() } = {}) {
    const path = `/uploads/${parameters.reference}/${parameters.id}/${parameters.token}`;
    return door.with({ now: () => now })(visit(route, { path, parameters, query: { lang } }));
  }

  test.each(languages)("shows the file's name and its state in %s, and leads on", async (lang) => {
    const address = await offered(await putCase(door));
    const { statusCode, body } = await open(address, { lang });
    const texts = attachmentTexts[lang];
    expect([statusCode, headingOn(body)]).toEqual([200, texts.states.awaited.title]);
    expect([...factsOn(body)]).toEqual([[texts.file, "volmacht.pdf"]]);
    const links = elements(parsePage(body), "a").map(({ attributes }) => attributes.get("href"));
    const own = `/uploads/${address.reference}/${address.id}/${address.token}`;
    expect(links).toEqual(expect.arrayContaining([`${own}?lang=${lang}`, `/status?lang=${lang}`]));
    expect(element(parsePage(body), "main").text).not.toContain(address.reference);
  });

  test("follows the file: it came, it is with the case, it is withheld", async () => {
    const access = await putCase(door, "request", null);
    const { reference } = access;
    const address = await offered(access);
    const form = await storedForm(door, reference);
    await putItems(door.table, [{ ...form, arrivedAt: new Date().toISOString() } as never]);
    expect(headingOn((await open(address)).body)).toBe(states.checking.title);
    const tells = { reference, attachment: attachment({ id: address.id }) };
    await putEntry(door, assigned({ ...tells, move: "attach" }));
    expect(headingOn((await open(address)).body)).toBe(states.received.title);
    const withheld = { ...tells, attachment: attachment({ id: address.id, scan: "threat" }) };
    await putEntry(door, assigned({ ...withheld, sequence: 2, move: "withhold" }));
    expect(headingOn((await open(address)).body)).toBe(states.withheld.title);
  });

  // C4
  test("shows a name with what would hide in it made visible, and as text", async () => {
    const address = await offered(await putCase(door), "factuur\u202Efdp.exe <b>");
    const { body } = await open(address);
    expect([...factsOn(body).values()]).toEqual(["factuur⟨U+202E⟩fdp.exe <b>"]);
    expect(body).not.toContain("\u202E");
  });

  test("calls a file without a name by its number", async () => {
    const access = await putCase(door);
    await come(access);
    const { id = "", token = "" } = { ...(await storedForm(door, access.reference)) } as Record<
      string,
      string
    >;
    const { body } = await open({ reference: access.reference, id, token });
    expect([...factsOn(body).values()]).toEqual(["Bestand 1"]);
  });

  test("is closed a quarter of an hour after the form was given out", async () => {
    const access = await putCase(door, "breach");
    const address = await offered(access);
    const { at = "" } = { ...(await storedForm(door, access.reference)) } as Record<string, string>;
    const last = new Date(Date.parse(at) + pageMilliseconds - 1);
    expect((await open(address, { now: last })).statusCode).toBe(200);
    expect((await open(address, { now: new Date(last.getTime() + 1) })).statusCode).toBe(404);
    expect(pageMilliseconds).toBeLessThanOrEqual(15 * 60_000);
  });

  // B8
  test("opens with its own token alone: whatever is wrong, the answer is the same", async () => {
    const address = await offered(await putCase(door));
    const other = await offered(await putCase(door, "breach"));
    const answers = await Promise.all(
      [
        { ...address, token: randomCode() },
        { ...address, token: "" },
        { ...address, token: other.token },
        { ...address, id: other.id },
        { ...address, reference: other.reference },
        { ...address, reference: "controllers" },
        { ...address, reference: "../x", id: "../x" },
        { ...address, reference: "DSR-0000-0000-0000" },
      ].map((wrong) => open(wrong)),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect([answers[0]?.statusCode, headingOn(answers[0]?.body ?? "")]).toEqual([
      404,
      pageTexts.nl.problems.not_found.title,
    ]);
  });

  test("changes nothing by being opened", async () => {
    const access = await putCase(door);
    const address = await offered(access);
    const before = await itemsUnder(door.table, access.reference);
    await open(address);
    expect(await itemsUnder(door.table, access.reference)).toEqual(before);
  });
});
