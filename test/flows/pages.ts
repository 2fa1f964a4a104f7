import { beforeAll, describe, expect, test } from "vitest";
import { pageTexts } from "../../functions/pages/texts.ts";
import { languages } from "../../shared/language.ts";
import { breachStatus } from "../support/breach-api.ts";
import { eventually } from "../support/eventually.ts";
import { changed, encode, type Filled, factsOn, fill, filledIn, headingOn } from "../support/forms.ts";
import type { LocalRun, Mail } from "../support/local-run.ts";
import { mailsAbout, typeOf } from "../support/public-api.ts";

const within = 20_000;
const { status, receipt, acknowledge, problems } = pageTexts.nl;

let run: LocalRun;

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "nl" };
const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(new URL(url, run.api), { headers: { ...browser, ...headers } });
const post = (url: string, filled: Filled = []) =>
  fetch(new URL(url, run.api), {
    method: "POST",
    headers: { ...browser, "content-type": "application/x-www-form-urlencoded" },
    body: encode(filled),
  });

/** Opens a form, fills it in and sends it; gives the reference and the code on the receipt. */
async function submit(path: string, answers: Parameters<typeof fill>[0]) {
  const opened = filledIn(await (await get(path)).text());
  const names = Object.fromEntries(Object.keys(answers).map((name) => [name, undefined]));
  const answer = await post(path, [...changed(opened, names), ...fill(answers)]);
  const facts = factsOn(await answer.text());
  expect(answer.status).toBe(201);
  return { reference: facts.get(status.reference) ?? "", receiptCode: facts.get(receipt.code) ?? "" };
}

/** The mail of that type about a case, to an address where several are sent, once it is there. */
const mailOf = (reference: string, type: string, to?: string): Promise<Mail> =>
  eventually(
    async () => {
      const found = mailsAbout(reference, await run.mails()).find(
        (mail) => typeOf(mail) === type && (to === undefined || mail.destination.to[0] === to),
      );
      if (!found) throw new Error(`no mail ${type} about ${reference}`);
      return found;
    },
    { within },
  );

/** The address in the text of a mail that leads to a page. */
const linkIn = (mail: Mail, page: string) =>
  mail.body.text?.split("\n").find((line) => line.startsWith(`${run.api}/${page}/`)) ?? "";

/** How a request stands, as the API says it. */
async function requestStatus({ reference, receiptCode }: { reference: string; receiptCode: string }) {
  const headers = { authorization: `Bearer ${receiptCode}` };
  const answer = await fetch(`${run.api}/requests/${reference}`, { headers });
  return (await answer.json()) as { status: string; timeline: { event: string }[] };
}

const request = {
  controllerId: "voorbeeld-bv",
  rights: ["access"],
  message: "Kanarie: welke gegevens\nhebt u van mij?",
  name: "Kanarie de Vries",
  email: "kanarie@example.org",
};

const report = {
  occurrence: "confirmed",
  description: "Een lijst ging naar de verkeerde.",
  discoveredAt: "22-11-2026 08:30",
  controllerIds: ["voorbeeld-bv", "example-ltd"],
  "reporter.name": "Sanne Bakker",
  "reporter.email": "sanne@subprocessor.example",
};

/** Tests of the pages as the functions of a local run give them. */
export function testPages(started: () => LocalRun): void {
  beforeAll(() => {
    run = started();
  });

  describe("The pages", () => {
    test.each(languages)("begin at the root, in the reader's language: %s", async (language) => {
      for (const answer of [
        await get(`/?lang=${language}`),
        await get("/", { "accept-language": language }),
      ]) {
        expect([answer.status, answer.headers.get("content-language")]).toEqual([200, language]);
        expect(answer.headers.get("cache-control")).toBe("no-store");
        expect(answer.headers.get("set-cookie")).toBeNull();
        expect(headingOn(await answer.text())).toBe(pageTexts[language].start.title);
      }
    });

    test("say to somebody with a browser that an address is not there, and to a program what it understands", async () => {
      const page = await get("/nergens");
      expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
      expect(headingOn(await page.text())).toBe(problems.not_found.title);
      const problem = await fetch(`${run.api}/nergens`);
      expect([problem.status, problem.headers.get("content-type")]).toEqual([
        404,
        "application/problem+json; charset=utf-8",
      ]);
    });
  });

  describe("A request that is made by the form", () => {
    test("reaches its controller, and the link in the acknowledgement shows how it stands, and nothing that was typed", async () => {
      const made = await submit("/request", request);
      const mail = await mailOf(made.reference, "request");
      expect(mail.destination.to).toEqual(["privacy@voorbeeld.example"]);
      for (const typed of [request.name, "Kanarie: welke gegevens"]) expect(mail.body.text).toContain(typed);
      const link = linkIn(await mailOf(made.reference, "acknowledgement"), "status");
      await eventually(
        async () => {
          const html = await (await get(link)).text();
          expect(factsOn(html).get(status.stands)).toBe(status.request.forwarded);
          expect(factsOn(html).get(status.controller)).toBe("Voorbeeld B.V.");
          expect(html).not.toMatch(/kanarie/i);
        },
        { within },
      );
      const byCode = await post("/status", fill({ reference: made.reference, code: made.receiptCode }));
      expect(factsOn(await byCode.text()).get(status.stands)).toBe(status.request.forwarded);
    });

    test("is acknowledged by the button behind the link in the controller's mail, and by nothing before it", async () => {
      const made = await submit("/request", request);
      const link = linkIn(await mailOf(made.reference, "request"), "acknowledge");
      // Until both its mails have arrived, the timeline grows by itself.
      const before = await eventually(
        async () => {
          const stands = await requestStatus(made);
          expect(stands.status).toBe("forwarded");
          expect(stands.timeline.map(({ event }) => event)).toContain("acknowledgement_delivered");
          return stands;
        },
        { within },
      );
      for (let n = 0; n < 10; n++) {
        const opened = await get(link);
        expect([opened.status, headingOn(await opened.text())]).toEqual([200, acknowledge.request.title]);
      }
      await fetch(link, { method: "HEAD" });
      expect(await requestStatus(made)).toEqual(before);

      const pressed = await post(link);
      expect([pressed.status, headingOn(await pressed.text())]).toEqual([200, acknowledge.done]);
      const after = await requestStatus(made);
      expect(after.status).toBe("acknowledged");
      expect(after.timeline.at(-1)?.event).toBe("acknowledged");
      await post(link);
      expect(await requestStatus(made)).toEqual(after);
    });
  });

  describe("A breach report that is made by the form", () => {
    test("with a reporter code goes to every controller, and is acknowledged once all of them have said so", async () => {
      const made = await submit("/breach", { ...report, code: run.reporterCode });
      const readStatus = () => breachStatus(run.api, { ...made, status: "", controllers: [] });
      const links = [
        linkIn(await mailOf(made.reference, "breach-notice", "privacy@voorbeeld.example"), "acknowledge"),
        linkIn(await mailOf(made.reference, "breach-notice", "privacy@example-ltd.example"), "acknowledge"),
      ];
      expect(links.map((link) => new URL(link).searchParams.get("lang"))).toEqual(["nl", "en"]);
      await eventually(async () => expect((await readStatus()).status).toBe("forwarded"), { within });
      const [first = "", second = ""] = links;
      expect((await post(first)).status).toBe(200);
      expect(await readStatus()).toMatchObject({
        status: "forwarded",
        controllers: [{ status: "acknowledged" }, { status: "forwarded" }],
      });
      expect(headingOn(await (await post(second)).text())).toBe(pageTexts.en.acknowledge.done);
      const { status: stands, timeline } = await readStatus();
      expect([stands, timeline.at(-1)?.event]).toEqual(["acknowledged", "acknowledged"]);
    });

    test("without one waits for the desk, and tells no controller", async () => {
      const made = await submit("/breach", report);
      const link = linkIn(await mailOf(made.reference, "acknowledgement"), "status");
      await mailOf(made.reference, "desk");
      const facts = factsOn(await (await get(link)).text());
      expect(facts.get(status.stands)).toBe(status.breach.held);
      expect(facts.get("Voorbeeld B.V.")).toBe(status.controllerStatus.held);
      const types = mailsAbout(made.reference, await run.mails()).map(typeOf);
      expect(types.toSorted()).toEqual(["acknowledgement", "desk"]);
    });
  });
}
