import { expect, test } from "vitest";
import { detailsOf } from "../../../../functions/request/desk/request-view.ts";
import type { RequestEntry } from "../../../../functions/request/request-entry.ts";
import { attachment, attachmentLetters, upload } from "../../../support/attachments.ts";
import { closed, dossier } from "../../../support/requests.ts";

const now = new Date("2026-11-22T12:15:00.000Z");
const filename = "factuur\u202Efdp.exe";
const kept = attachment({ filename, findings: ["mismatch"], scan: "unscanned" });

function entryOf(changes: Partial<RequestEntry>): RequestEntry {
  const { because: _, ...entry } = closed();
  return {
    ...entry,
    move: "attach",
    by: "person",
    attachment: kept,
    letters: attachmentLetters(),
    ...changes,
  };
}

/** What is shown of a request with these entries and forms, as a program gets it. */
function shown(entries: readonly RequestEntry[], uploads = [upload({ filename })]) {
  return JSON.parse(JSON.stringify(detailsOf(dossier([], { entries, uploads }), now)));
}

// C4, C11
test("of each file is shown what it is and how far it has come, and nothing that opens it or sends another", () => {
  const others = [
    upload({ id: "ba9876543210", number: 2, at: "2026-11-22T12:10:00.000Z" }),
    upload({ id: "cccccccccccc", number: 3, at: "2026-11-22T10:10:00.000Z" }),
    upload({ id: "dddddddddddd", number: 4, arrivedAt: "2026-11-22T12:14:00.000Z" }),
  ];
  const { attachments, entries, ...rest } = shown([entryOf({})], [upload({ filename }), ...others]);
  const { id, number, size, sha256, announcedType, contentType, findings, scan } = kept;
  const facts = { size, sha256, announcedType, contentType, findings, scan };
  const announced = { filename: "volmacht.pdf", announcedType: "application/pdf" };
  expect(attachments).toEqual([
    { id, number, filename, status: "received", at: "2026-11-22T11:15:00.000Z", ...facts },
    { id: "ba9876543210", number: 2, status: "awaited", at: "2026-11-22T12:10:00.000Z", ...announced },
    { id: "cccccccccccc", number: 3, status: "not_received", at: "2026-11-22T10:10:00.000Z", ...announced },
    { id: "dddddddddddd", number: 4, status: "checking", at: "2026-11-22T12:14:00.000Z", ...announced },
  ]);
  expect(entries).toEqual([
    { sequence: 1, move: "attach", at: "2026-11-22T11:15:00.000Z", by: "person", attachment: kept },
  ]);
  const all = JSON.stringify({ ...rest, attachments, entries });
  for (const hidden of ["hash-of", "token-of-page", "signed-policy", "schemas/attachments", "controllers/"])
    expect(all).not.toContain(hidden);
});

// D6, D7
test("of a file that is withheld later is shown that it is, and both entries as they were", () => {
  const found = { ...kept, scan: "threat" } as const;
  const { attachments, entries } = shown([
    entryOf({}),
    entryOf({ sequence: 2, move: "withhold", by: "scan", attachment: found }),
  ]);
  expect(attachments).toMatchObject([{ status: "withheld", scan: "threat" }]);
  expect(entries).toMatchObject([
    { move: "attach", attachment: { scan: "unscanned" } },
    { move: "withhold", by: "scan", attachment: { scan: "threat" } },
  ]);
});
