import { afterAll, beforeAll, expect, test } from "vitest";
import { breachDependencies } from "../../../functions/breach/breach-dependencies.ts";
import { breachReports } from "../../../functions/breach/breach-reports.ts";
import { receiveRequest } from "../../../functions/request/receive-request.ts";
import { requestDependencies } from "../../../functions/request/request-dependencies.ts";
import { waitMilliseconds } from "../../../shared/attachments/upload.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import { attachment } from "../../support/attachments.ts";
import { entry } from "../../support/breaches.ts";
import { assigned } from "../../support/requests.ts";
import { call, lambdaContext } from "../../support/submissions.ts";
import {
  type Access,
  type AttachmentsDoor,
  announced,
  attachmentsDoor,
  formIn,
  putCase,
  putEntry,
} from "./attachments-door.ts";

let door: AttachmentsDoor;

beforeAll(async () => {
  door = await attachmentsDoor();
});
afterAll(() => door.close());

const at = new Date("2026-11-22T10:20:00Z");

/** The files that the API tells the holder of the code of, at a time. */
async function filesOf({ kind, reference, code }: Access, now: Date) {
  const clock = () => now;
  const doors = {
    request: ["/requests", receiveRequest(requestDependencies(door.table, clock))],
    breach: ["/breach-reports", breachReports(breachDependencies(door.table, clock))],
  } as const;
  const [path, answerer] = doors[kind];
  const routeKey = `GET ${path}/{reference}`;
  const asked = call({ path, routeKey, reference, headers: { authorization: `Bearer ${code}` } });
  const { body } = await httpDoor(answerer)(asked, lambdaContext());
  return JSON.parse(body).attachments;
}

// D2
test.each(["request", "breach"] as const)(
  "The status of a %s lists its files as they stand then, and nothing of their forms",
  async (kind) => {
    const access = await putCase(door, kind);
    const { reference } = access;
    const [first, second] = [
      formIn(await door.ask(access, { now: at })),
      formIn(await door.ask(access, { now: at })),
    ];
    const { size, sha256 } = attachment();
    const tells = { reference, sequence: 1, move: "attach", at: "2026-11-22T10:21:00.000Z" } as const;
    const file = attachment({ id: first.id, filename: announced.filename });
    await putEntry(door, (kind === "request" ? assigned : entry)({ ...tells, attachment: file } as never));
    const { filename } = announced;
    const known = { id: first.id, number: 1, filename, status: "received", at: tells.at, size, sha256 };
    const awaited = { id: second.id, number: 2, filename, status: "awaited", at: at.toISOString() };
    expect(await filesOf(access, at)).toEqual([known, awaited]);
    const later = new Date(at.getTime() + waitMilliseconds);
    expect(await filesOf(access, later)).toEqual([known, { ...awaited, status: "not_received" }]);
  },
);
