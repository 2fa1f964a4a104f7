import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUpload } from "../../../functions/attachments/upload-store.ts";
import { takenTypes } from "../../../shared/attachments/types.ts";
import { formMilliseconds, waitMilliseconds } from "../../../shared/attachments/upload.ts";
import { randomCode } from "../../../shared/codes.ts";
import { entry } from "../../support/breaches.ts";
import { logged } from "../../support/logged.ts";
import { assigned, closed } from "../../support/requests.ts";
import { post } from "../../support/submissions.ts";
import { itemsUnder, putItems } from "../../support/table-items.ts";
import { unreachable } from "../pages/sample-site.ts";
import {
  type Access,
  type AttachmentsDoor,
  announced,
  attachmentsDoor,
  buckets,
  formIn,
  keysIn,
  putCase,
  putEntry,
  sendFile,
  storedForm,
  uploaded,
} from "./attachments-door.ts";

let door: AttachmentsDoor;

beforeAll(async () => {
  door = await attachmentsDoor();
});
afterAll(() => door.close());

const kinds = ["request", "breach"] as const;
const key = "a secret from a random source";
const problemIn = ({ body }: { body: string }) => JSON.parse(body).type.split(":").at(-1);
const uploadsOf = async ({ reference }: Access) =>
  [...(await itemsUnder(door.table, reference)).values()].filter(({ kind }) => kind === "upload");

describe.each(kinds)("A form for a file of a %s", (kind) => {
  test("is given to whoever holds the receipt code, and takes that one file to where its case is", async () => {
    const access = await putCase(door, kind);
    const answer = await door.ask(access);
    expect(answer.statusCode).toBe(201);
    const { id, upload } = formIn(answer);
    expect(id).toMatch(/^[0-9a-z]{12}$/);
    const prefix = kind === "request" ? "controllers/voorbeeld-bv/attachments" : "breach-reports";
    const objectKey = `${prefix}/${access.reference}/${id}`;
    expect(upload.fields.key).toBe(objectKey);
    const sent = await sendFile(upload, "%PDF-1.7");
    const token = (await storedForm(door, access.reference))?.token;
    expect(sent.status).toBe(303);
    expect(sent.headers.get("location")).toMatch(
      `https://meldpunt.example/uploads/${access.reference}/${id}/${token}?lang=nl`,
    );
    expect(await uploaded(door, objectKey)).toBe("%PDF-1.7");
  });

  test("is stored beside its case, with what was said of the file, and nothing is logged of that", async () => {
    const access = await putCase(door, kind);
    const now = new Date("2026-11-22T10:20:00Z");
    const { id, upload } = formIn(await door.ask(access, { now }));
    expect(await storedForm(door, access.reference)).toEqual({
      pk: access.reference,
      sk: "upload#1",
      v: 1,
      kind: "upload",
      reference: access.reference,
      number: 1,
      id,
      ...(kind === "request" && { controllerId: "voorbeeld-bv" }),
      key: upload.fields.key,
      filename: announced.filename,
      announcedType: announced.contentType,
      keyHash: expect.any(String),
      bodyHash: expect.any(String),
      token: expect.stringMatching(/^[0-9A-Z]{26}$/),
      at: now.toISOString(),
      form: upload,
    });
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "UPLOAD_OFFERED", reference: access.reference, number: 1 },
    ]);
  });

  // D8
  test("lets nobody set a tag or metadata: all of its fields are conditions, and there is no other", async () => {
    const { upload } = formIn(await door.ask(await putCase(door, kind)));
    expect(Object.keys(upload.fields).toSorted()).toEqual([
      "Content-Type",
      "Policy",
      "X-Amz-Algorithm",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Signature",
      "bucket",
      "key",
      "success_action_redirect",
    ]);
    for (const forged of [{ tagging: "<Tagging/>" }, { "x-amz-meta-scan": "clean" }, { acl: "public-read" }])
      expect((await sendFile(upload, "%PDF-1.7", forged)).status).toBe(403);
  });

  // A2
  test("comes again to the byte with the same key, and is another without one", async () => {
    const access = await putCase(door, kind);
    const first = await door.ask(access, { key });
    const again = await door.ask(access, { key, now: new Date(Date.now() + 3_600_000) });
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect([first.headers["idempotent-replayed"], again.headers["idempotent-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect(await uploadsOf(access)).toHaveLength(1);
    const other = await door.ask(access);
    expect(formIn(other).id).not.toBe(formIn(first).id);
    expect(await uploadsOf(access)).toHaveLength(2);
  });

  test("is refused for another file under the same key", async () => {
    const access = await putCase(door, kind);
    await door.ask(access, { key });
    const other = await door.ask(access, { key, body: { ...announced, size: 2 } });
    expect([other.statusCode, problemIn(other)]).toEqual([422, "idempotency-key-reused"]);
    expect(await uploadsOf(access)).toHaveLength(1);
  });

  // B8, D3
  test("is not there for an unknown reference, a wrong code, none and a malformed one: all the same", async () => {
    const access = await putCase(door, kind);
    const other = await putCase(door, kind === "request" ? "breach" : "request");
    const answers = await Promise.all([
      door.ask({ ...access, reference: kind === "request" ? "DSR-0000-0000-0000" : "BR-0000-0000-0000" }),
      door.ask({ ...access, code: randomCode() }),
      door.ask({ ...access, code: "x" }),
      door.ask({ ...access, code: other.code }),
      door.ask({ ...access, reference: other.reference, code: other.code }),
      door.ask({ ...access, reference: "../controllers" }),
      door.ask({ ...access, reference: `${access.reference}/../x` }),
    ]);
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 404));
    expect(await uploadsOf(access)).toEqual([]);
  });

  test("is given five times: the sixth file is refused, also where all ask at once", async () => {
    const access = await putCase(door, kind);
    const answers = await Promise.all(Array.from({ length: 7 }, () => door.ask(access)));
    const refused = answers.filter(({ statusCode }) => statusCode !== 201);
    expect(refused.map((answer) => [answer.statusCode, problemIn(answer)])).toEqual([
      [409, "too-many-attachments"],
      [409, "too-many-attachments"],
    ]);
    const uploads = await uploadsOf(access);
    expect(uploads.map(({ sk }) => sk)).toEqual([1, 2, 3, 4, 5].map((n) => `upload#${n}`));
    expect(new Set(uploads.map(({ id }) => id)).size).toBe(5);
  });

  // D2
  test("is given again once others have run out, beside them: a file that came keeps its own", async () => {
    const access = await putCase(door, kind);
    const at = new Date("2026-11-22T10:20:00Z");
    for (let n = 1; n <= 5; n++) await door.ask(access, { now: at });
    const arrived = { ...(await storedForm(door, access.reference, 1)), arrivedAt: at.toISOString() };
    await putItems(door.table, [arrived as never]);
    const before = await itemsUnder(door.table, access.reference);
    const soon = new Date(at.getTime() + formMilliseconds - 1);
    expect((await door.ask(access, { now: soon })).statusCode).toBe(409);
    const later = new Date(at.getTime() + formMilliseconds);
    const answers = [];
    for (let n = 1; n <= 5; n++) answers.push((await door.ask(access, { now: later })).statusCode);
    expect(answers).toEqual([201, 201, 201, 201, 409]);
    const after = await itemsUnder(door.table, access.reference);
    for (const [name, item] of before) expect(after.get(name)).toEqual(item);
    expect((await uploadsOf(access)).map(({ number }) => number).toSorted()).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  // A2
  test("comes again to the byte after all else has changed: others were given, it ran out, its file came", async () => {
    const access = await putCase(door, kind);
    const at = new Date("2026-11-22T10:20:00Z");
    const first = await door.ask(access, { key, now: at });
    const later = (n: number) => new Date(at.getTime() + n * waitMilliseconds);
    const arrived = {
      ...(await storedForm(door, access.reference)),
      arrivedAt: later(0).toISOString(),
    };
    await putItems(door.table, [arrived as never]);
    for (let n = 1; n <= 8; n++) await door.ask(access, { now: later(n) });
    expect((await door.ask(access, { key, now: later(9) })).body).toBe(first.body);
    const other = await door.ask(access, { key, now: later(9), body: { ...announced, size: 2 } });
    expect([other.statusCode, problemIn(other)]).toEqual([422, "idempotency-key-reused"]);
  });

  test("is not given while the store is away", async () => {
    const access = await putCase(door, kind);
    const away = door.with({ addUpload: unreachable });
    const answer = await away({
      ...callOf(access),
      headers: { authorization: `Bearer ${access.code}`, "content-type": "application/json" },
    });
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
  });

  test("names the redirect in the language of the caller", async () => {
    const access = await putCase(door, kind);
    const { upload } = formIn(await door.ask(access, { headers: { "accept-language": "en" } }));
    expect(upload.fields.success_action_redirect).toMatch(/\?lang=en$/);
  });
});

function callOf({ kind, reference }: Access) {
  const routeKey = `POST /${kind === "request" ? "requests" : "breach-reports"}/{reference}/attachments`;
  return { ...post(announced), routeKey, pathParameters: { reference } };
}

describe("What S3 takes with a form", () => {
  // D1
  test.each<[string, string, Record<string, string>, string]>([
    ["a file that is larger than was said", "x".repeat(1_001), {}, "EntityTooLarge"],
    ["an empty file", "", {}, "EntityTooSmall"],
    ["another type", "%PDF", { "Content-Type": "text/html" }, "AccessDenied"],
    ["another key", "%PDF", { key: "controllers/example-ltd/x" }, "AccessDenied"],
    ["a redirect elsewhere", "%PDF", { success_action_redirect: "https://evil.example" }, "AccessDenied"],
  ])("is not %s", async (_, file, changes, code) => {
    const access = await putCase(door);
    const { upload } = formIn(await door.ask(access));
    const refused = await sendFile(upload, file, changes);
    expect([refused.status >= 400, refused.headers.get("location")]).toEqual([true, null]);
    expect(await refused.text()).toContain(`<Code>${code}</Code>`);
    const mine = (await keysIn(door, buckets.uploads)).filter((name) => name.includes(access.reference));
    expect(mine).toEqual([]);
  });

  // D1
  test("is one object, however often the form is used: it can only replace that one", async () => {
    const access = await putCase(door);
    const { upload } = formIn(await door.ask(access));
    for (const file of ["first", "second"]) expect((await sendFile(upload, file)).status).toBe(303);
    const mine = (await keysIn(door, buckets.uploads)).filter((name) => name.includes(access.reference));
    expect(mine).toEqual([upload.fields.key]);
    expect(await uploaded(door, upload.fields.key ?? "")).toBe("second");
  });

  // D1
  test("ends with the form: its policy runs out within 15 minutes", async () => {
    const before = Date.now();
    const { upload } = formIn(await door.ask(await putCase(door)));
    const { expiration } = JSON.parse(Buffer.from(upload.fields.Policy ?? "", "base64").toString());
    expect(Date.parse(expiration)).toBeLessThanOrEqual(Date.now() + formMilliseconds);
    expect(Date.parse(expiration)).toBeGreaterThan(before + formMilliseconds - 1_001);
    expect(formMilliseconds).toBeLessThan(15 * 60_000);
  });
});

describe("What is said of a file", () => {
  const refusals: [string, unknown, string][] = [
    ["CR and LF in the name", { ...announced, filename: "a\r\nBcc: x" }, "/filename"],
    ["NEL in the name", { ...announced, filename: "a\u0085b" }, "/filename"],
    ["a line separator in the name", { ...announced, filename: "a\u2028b" }, "/filename"],
    ["NUL in the name", { ...announced, filename: "a\0b" }, "/filename"],
    ["a name of 300 characters", { ...announced, filename: "a".repeat(300) }, "/filename"],
    ["a blank name", { ...announced, filename: "  " }, "/filename"],
    ["no name", { contentType: "application/pdf", size: 1 }, "/filename"],
    ["a type that is not taken", { ...announced, contentType: "text/html" }, "/contentType"],
    ["no byte", { ...announced, size: 0 }, "/size"],
    ["more than 20 MB", { ...announced, size: 20_000_001 }, "/size"],
    ["half a byte", { ...announced, size: 1.5 }, "/size"],
    ["a size in words", { ...announced, size: "1" }, "/size"],
    ["a key", { ...announced, key: "controllers/example-ltd/x" }, "/key"],
    ["a controller", { ...announced, controllerId: "example-ltd" }, "/controllerId"],
  ];

  // C1, D3
  test.each(refusals)("is refused for %s", async (_, body, pointer) => {
    const access = await putCase(door);
    const answer = await door.ask(access, { body });
    expect([answer.statusCode, problemIn(answer)]).toEqual([400, "invalid-input"]);
    const { errors } = JSON.parse(answer.body);
    expect(errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(errors[0].detail).toMatch(/^[A-Z].*\.$/);
    expect(await uploadsOf(access)).toEqual([]);
  });

  test("says how large a file can be", async () => {
    const answer = await door.ask(await putCase(door), { body: { ...announced, size: 20_000_001 } });
    expect(answer.body).toContain("20000000");
  });

  // C4, D3
  test.each([
    ["a path", "../../controllers/example-ltd/x.pdf"],
    ["a double extension", "factuur.pdf.exe"],
    ["an override of direction", "factuur\u202Efdp.exe"],
    ["zero-width characters", "a\u200B\u2066b.pdf"],
    ["mark-up", '"><script>alert(1)</script>.pdf'],
    ["255 astral characters", "😀".repeat(255)],
  ])("may be called %s: that is a label, and nothing is stored under it", async (_, filename) => {
    const access = await putCase(door);
    const { id, upload } = formIn(await door.ask(access, { body: { ...announced, filename } }));
    expect(upload.fields.key).toBe(`controllers/voorbeeld-bv/attachments/${access.reference}/${id}`);
    expect(JSON.stringify(upload)).not.toContain(filename);
    expect(await storedForm(door, access.reference)).toMatchObject({ filename });
  });

  // D3
  test("never moves the key from where the case is", async () => {
    const access = await putCase(door, "breach");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (filename) => {
        const { statusCode, body } = await door.ask(access, {
          body: { ...announced, filename },
          key: `a secret from a random source ${Buffer.from(filename).toString("hex")}`,
        });
        if (statusCode !== 201) return;
        const { id, upload } = JSON.parse(body);
        expect(upload.fields.key).toBe(`breach-reports/${access.reference}/${id}`);
      }),
      { numRuns: 25 },
    );
    expect((await uploadsOf(access)).length).toBeLessThanOrEqual(5);
  });

  test("may be any of the types that are taken", async () => {
    const access = await putCase(door);
    const later = (n: number) => new Date(Date.now() + n * waitMilliseconds);
    for (const [n, contentType] of takenTypes.entries()) {
      const { upload } = formIn(
        await door.ask(access, { body: { ...announced, contentType }, now: later(n) }),
      );
      expect(upload.fields["Content-Type"]).toBe(contentType);
    }
  });

  test.each([
    ["is not JSON", { "content-type": "text/plain" }, 415],
    ["comes with a key that is too short", { "idempotency-key": "x" }, 400],
  ])("is refused where it %s", async (_, headers, status) => {
    expect((await door.ask(await putCase(door), { headers })).statusCode).toBe(status);
  });
});

describe("A case that takes no file any more", () => {
  test("is a request that was closed", async () => {
    const access = await putCase(door, "request", null);
    await putEntry(door, closed({ reference: access.reference }));
    const answer = await door.ask(access);
    expect([answer.statusCode, problemIn(answer)]).toEqual([409, "already-closed"]);
  });

  test("is a request whose controller is gone, or takes none", async () => {
    for (const controllerId of ["gestopt-bv", "nergens-bv"]) {
      const answer = await door.ask(await putCase(door, "request", controllerId));
      expect([answer.statusCode, problemIn(answer)]).toEqual([410, "controller-gone"]);
    }
  });

  test.each([
    ["dismissed", [{ move: "dismiss", because: "Geen datalek." }]],
    ["withdrawn", [{ move: "confirm" }, { move: "withdraw", because: "Vergissing." }]],
    ["concluded", [{ move: "confirm" }, { move: "conclude" }]],
  ] as const)("is a report that was %s", async (_, moves) => {
    const access = await putCase(door, "breach");
    const { reference } = access;
    for (const [n, move] of moves.entries())
      await putEntry(door, entry({ reference, sequence: n + 1, ...move }));
    const answer = await door.ask(access);
    expect([answer.statusCode, problemIn(answer)]).toEqual([409, "already-ended"]);
  });

  test("is still answered as before under a key that it had answered", async () => {
    const access = await putCase(door, "request", null);
    const first = await door.ask(access, { key });
    await putEntry(door, closed({ reference: access.reference }));
    expect((await door.ask(access, { key })).body).toBe(first.body);
  });

  test("is one that is being destroyed: nothing comes to stand beside it", async () => {
    const access = await putCase(door, "breach");
    const { reference, code } = access;
    const [item] = (await itemsUnder(door.table, reference)).values();
    const leaving = { ...item, leaving: true };
    const answer = await door.with({
      // It was there a moment ago.
      addUpload: async (...added) => {
        await putItems(door.table, [leaving as never]);
        return addUpload(door.table, ...added);
      },
    })({
      ...callOf(access),
      headers: { authorization: `Bearer ${code}`, "content-type": "application/json" },
    });
    expect(answer.statusCode).toBe(404);
    expect((await itemsUnder(door.table, reference)).size).toBe(1);
  });
});

test("A request that nobody has been found for keeps its files with the desk, and with its controller from then on", async () => {
  const access = await putCase(door, "request", null);
  const before = formIn(await door.ask(access));
  expect(before.upload.fields.key).toBe(`desk/${access.reference}/${before.id}`);
  await putEntry(door, assigned({ reference: access.reference }));
  const after = formIn(await door.ask(access));
  expect(after.upload.fields.key).toBe(
    `controllers/voorbeeld-bv/attachments/${access.reference}/${after.id}`,
  );
  expect(await storedForm(door, access.reference, 1)).not.toHaveProperty("controllerId");
  expect(await storedForm(door, access.reference, 2)).toMatchObject({ controllerId: "voorbeeld-bv" });
});
