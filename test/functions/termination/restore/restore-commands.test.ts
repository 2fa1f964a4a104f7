import { describe, expect, test } from "vitest";
import { sharedReports } from "../../../../functions/breach/take-out.ts";
import { operate } from "../../../../functions/operator/operate.ts";
import { restoreCommands } from "../../../../functions/termination/restore/restore-commands.ts";
import { type Call, httpDoor } from "../../../../shared/http/door.ts";
import { lambdaContext } from "../../../support/submissions.ts";
import { canary } from "../destruction-buckets.ts";
import { operator } from "../destruction-world.ts";
import { contentOf, destroyed, type RestoreWorld, restoreWorld } from "./restore-world.ts";

/** The door over that world, whose restored tables are called as any table of a test. */
function doorOf({ world, evidence }: RestoreWorld) {
  const office = { table: world.table, evidence, prefix: "test-", sharedIn: sharedReports };
  const handler = httpDoor(operate<"restore">(restoreCommands({ ...office, now: () => new Date() })));
  return async (method: "GET" | "POST", table: string, more: Record<string, string> = {}) => {
    const path = "/restored-tables/{table}";
    const event = {
      version: "2.0",
      routeKey: `${method} ${path}`,
      headers: { "content-type": "application/json", "accept-language": "en" },
      requestContext: { http: { method, path }, authorizer: { iam: { userArn: operator } } },
      pathParameters: { table },
      ...(method === "GET" ? { queryStringParameters: more } : { body: JSON.stringify(more) }),
    };
    const { statusCode, body } = await handler(event as unknown as Call, lambdaContext());
    return { status: statusCode, body: JSON.parse(body) };
  };
}

// F15
describe("an operator", () => {
  test("sees what would be removed again, and has it removed", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    await destroyed(of);
    const ask = doorOf(of);
    const looked = await ask("GET", restored.name);
    expect(looked).toMatchObject({ status: 200, body: { stage: "chains", chains: { read: 0 } } });
    expect(JSON.stringify(await contentOf(restored))).toContain(canary);
    const first = await ask("POST", restored.name);
    expect(first.body.controllers).toEqual(looked.body.controllers);
    const last = await ask("POST", restored.name, { cursor: first.body.cursor });
    expect(last).toMatchObject({ status: 200, body: { stage: "search", left: 0 } });
    expect(last.body).not.toHaveProperty("cursor");
    expect(await contentOf(restored)).toEqual(await contentOf(of.world.table));
  });

  test("is refused for the table that serves, for one that was not restored, and for one that is not there", async () => {
    const of = await restoreWorld();
    const ask = doorOf(of);
    for (const method of ["GET", "POST"] as const) {
      const serving = await ask(method, of.world.table.name);
      expect(serving).toMatchObject({ status: 400, body: { errors: [{ pointer: "/table" }] } });
      expect(serving.body.errors[0].detail).toMatch(/serves/);
      const other = await ask(method, "Meldpunt-Table");
      expect(other.body.errors[0].detail).toMatch(/begins with test-/);
      expect(await ask(method, "test-none")).toMatchObject({ status: 404 });
    }
  });

  test("is refused with a cursor that is none", async () => {
    const of = await restoreWorld();
    const restored = await of.recoveryPoint();
    const answer = await doorOf(of)("POST", restored.name, { cursor: "e30" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/cursor" }] } });
  });
});
