import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { breachDependencies } from "../../functions/breach/breach-dependencies.ts";
import { breachReports } from "../../functions/breach/breach-reports.ts";
import { receiveRequest } from "../../functions/request/receive-request.ts";
import { requestDependencies } from "../../functions/request/request-dependencies.ts";
import { type Call, httpDoor } from "../../shared/http/door.ts";
import { report } from "../support/breaches.ts";
import { send } from "../support/forms.ts";
import { logged } from "../support/logged.ts";
import { call, lambdaContext, post, submission } from "../support/submissions.ts";
import { filledReport, filledRequest } from "./pages/filled-forms.ts";
import { type PagesDoor, pagesDoor } from "./pages/pages-door.ts";
import { now } from "./pages/sample-site.ts";

const address = "203.0.113.77";
const forged = "198.51.100.88";
const browser = "Kanarie/1.0";

/** The same call from somebody whose address and browser are known, and who claims another address. */
function from(event: Call): Call {
  const { requestContext } = event;
  const http = { ...requestContext.http, sourceIp: address, userAgent: browser };
  const headers = {
    ...event.headers,
    "x-forwarded-for": `${forged}, ${address}`,
    forwarded: `for=${forged}`,
    "user-agent": browser,
  };
  return { ...event, headers, requestContext: { ...requestContext, http } };
}

let door: PagesDoor;

beforeAll(async () => {
  door = await pagesDoor();
});

// B11
describe("who calls", () => {
  test.each<[string, Call]>([
    ["a request", post(submission())],
    ["a breach report", { ...post(report()), routeKey: "POST /breach-reports" }],
    ["the form for a request", send("/request", filledRequest())],
    ["the form for a breach report", send("/breach", filledReport())],
    ["a request that is refused", post({ ...submission(), unknown: 1 })],
    ["an address that there is not", call({ path: "/nowhere" })],
  ])("is neither stored nor logged with %s", async (_, event) => {
    const doors = {
      "POST /requests": receiveRequest(requestDependencies(door.table, now)),
      "POST /breach-reports": breachReports(breachDependencies(door.table, now)),
    };
    const api = Object.entries(doors).find(([routeKey]) => routeKey === event.routeKey)?.[1];
    const answer = api ? (one: Call) => httpDoor(api)(one, lambdaContext()) : door.answer;
    await door.forget();
    const plain = await answer(event);
    const stored = (await door.stored()).size;
    await door.forget();
    expect((await answer(from(event))).statusCode).toBe(plain.statusCode);
    expect((await door.stored()).size).toBe(stored);
    const kept = `${JSON.stringify([...(await door.stored())])} ${logged.join("\n")}`;
    for (const canary of [address, forged, browser]) expect(kept).not.toContain(canary);
  });

  test("is asked by nothing in the product", () => {
    const files = globSync("{functions,shared}/**/*.ts");
    const asking = files.filter((file) =>
      /sourceIp|userAgent|x-forwarded|headers\.forwarded|user-agent|real-ip/i.test(
        readFileSync(file, "utf8"),
      ),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(asking).toEqual([]);
  });
});
