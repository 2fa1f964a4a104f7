import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { readRequestConcerns } from "../../../../functions/request/desk/request-concerns.ts";
import { deskRegisters, type RequestDossier } from "../../../../functions/request/request.ts";
import { readIndex } from "../../../../shared/query.ts";
import { logged } from "../../../support/logged.ts";
import { assigned, closed, dossier, unassignedCase } from "../../../support/requests.ts";
import { requestCase } from "../../../support/submissions.ts";
import { now } from "../../operator/operator-api.ts";
import { requestDesk } from "./request-desk.ts";

let desk: Awaited<ReturnType<typeof requestDesk>>;
beforeEach(async () => {
  desk = await requestDesk();
});

/** A request under that number, the later the higher: at the desk, or for that controller. */
function numbered(n: number, controllerId?: string, changes: Partial<RequestDossier> = {}): RequestDossier {
  const of = controllerId === undefined ? unassignedCase() : requestCase({ controllerId });
  const reference = nameOf(n);
  const receivedAt = new Date(now.getTime() + n * 1_000).toISOString();
  return dossier([], { case: { ...of, reference, receivedAt }, ...changes });
}

const nameOf = (n: number) => `DSR-0000-0000-${String(n).padStart(4, "0")}`;
const referencesIn = ({ requests }: { requests: { reference: string }[] }) =>
  requests.map(({ reference }) => reference);

/** All pages of a list. */
async function all(query: Record<string, string> = {}): Promise<string[]> {
  const references: string[] = [];
  for (let from: string | undefined = ""; from !== undefined; ) {
    const page = await desk.list({ ...query, ...(from !== "" && { from }) });
    references.push(...referencesIn(page));
    from = page.next;
  }
  return references;
}

describe("the list of requests", () => {
  test("of the desk shows what waits for it, newest first", async () => {
    await desk.stored(numbered(1));
    await desk.stored(numbered(2, "voorbeeld-bv"));
    await desk.stored(numbered(3, undefined, { entries: [assigned()] }));
    await desk.stored(numbered(4, undefined, { entries: [closed()] }));
    await desk.stored(numbered(5));
    const page = await desk.list({ desk: "true" });
    expect(referencesIn(page)).toEqual([nameOf(5), nameOf(1)]);
    expect(page.requests[0]).toEqual({
      reference: nameOf(5),
      status: "received",
      waiting: true,
      receivedAt: "2026-11-22T10:15:05.000Z",
      respondBy: { conservative: "2026-12-22", latestLawful: "2026-12-22" },
      controller: null,
      organisation: "de bakker",
      rights: ["access", "erasure"],
    });
    expect(page).not.toHaveProperty("next");
  });

  test("of a controller has those too that the desk assigned to it", async () => {
    await desk.stored(numbered(1, "voorbeeld-bv"));
    await desk.stored(numbered(2, "example-ltd"));
    await desk.stored(numbered(3, undefined, { entries: [assigned()] }));
    expect(await all({ controllerId: "voorbeeld-bv" })).toEqual([nameOf(1), nameOf(3)]);
    expect(await all({ controllerId: "example-ltd" })).toEqual([nameOf(2)]);
    const unknown = await desk.call("GET /requests", { query: { controllerId: "no-such" } });
    expect(unknown).toMatchObject({
      status: 404,
      body: { type: expect.stringContaining("unknown-controller") },
    });
  });

  test("of the desk reads only what still waits: what was assigned or closed is on its list no more", async () => {
    const others = [
      numbered(1, undefined, { entries: [assigned()] }),
      numbered(2, undefined, { entries: [closed()] }),
    ];
    for (const one of [numbered(0), ...others]) await desk.stored(one);
    const onList = await readIndex(desk.table, "register", deskRegisters.waiting);
    expect(onList.map(({ pk }) => pk)).toEqual([nameOf(0)]);
  });

  // B3
  test("of all has each once, over as many pages as it takes", async () => {
    const ofDesk = Array.from({ length: 27 }, (_, n) => numbered(n));
    const ofControllers = Array.from({ length: 27 }, (_, n) =>
      numbered(100 + n, n % 2 === 0 ? "voorbeeld-bv" : "example-ltd"),
    );
    const entries = { "200": [assigned()], "201": [closed()] };
    const decided = Object.entries(entries).map(([n, some]) =>
      numbered(Number(n), undefined, { entries: some }),
    );
    const stored = [...ofDesk, ...ofControllers, ...decided];
    await Promise.all(stored.map((one) => desk.stored(one)));
    expect((await all()).toSorted()).toEqual(stored.map((one) => one.case.reference).toSorted());
  });

  test("goes on without those that cannot be read, and names them; the operator's status shows them too", async () => {
    for (const n of [1, 2]) await desk.stored(numbered(n));
    const Key = marshall({ pk: nameOf(2), sk: "case" });
    const UpdateExpression = "REMOVE submission";
    await desk.table.client.send(
      new UpdateItemCommand({ TableName: desk.table.name, Key, UpdateExpression }),
    );
    const page = await desk.list({ desk: "true" });
    expect([referencesIn(page), page.unreadable]).toEqual([[nameOf(1)], [nameOf(2)]]);
    expect(logged.join()).toContain("CASE_UNREADABLE");
    expect(await readRequestConcerns(desk.table, now)).toMatchObject([
      { kind: "desk", reference: nameOf(1) },
      { kind: "unreadable", level: "red", reference: nameOf(2) },
    ]);
  });

  // A12
  test("is refused with what there is not to ask for, and does not begin where there is nothing", async () => {
    await desk.stored(numbered(1));
    for (const [status, query] of [
      [400, { desk: "yes" }],
      [400, { status: "closed" }],
      [404, { from: "DSR-0000-0000-0000" }],
      [404, { from: "nobody/" }],
      [404, { from: "/DSR-0000-0000-0000" }],
    ] as const)
      expect((await desk.call("GET /requests", { query })).status).toBe(status);
  });
});
