import { describe, expect, test } from "vitest";
import {
  statusReport as breachReport,
  breachStatuses,
  controllerStatuses,
} from "../../../functions/breach/breach-status.ts";
import { timelineEvents as breachEvents } from "../../../functions/breach/breach-timeline.ts";
import { toAnswer } from "../../../functions/pages/layout.ts";
import { type CaseStatus, type OpenedWith, statusPage } from "../../../functions/pages/status-page.ts";
import { pageTexts } from "../../../functions/pages/texts.ts";
import {
  timelineEvents as requestEvents,
  statusReport as requestReport,
  requestStatuses,
} from "../../../functions/request/request-status.ts";
import { attachmentStatuses } from "../../../shared/attachments/attachment-status.ts";
import { languages } from "../../../shared/language.ts";
import { breachCase, history, noticeDelivery } from "../../support/breaches.ts";
import { factsOn, filledIn } from "../../support/forms.ts";
import { element, elements, parsePage } from "../../support/html.ts";
import { closed, dossier, unassignedCase } from "../../support/requests.ts";
import { delivery, requestCase } from "../../support/submissions.ts";
import { views } from "./sample-site.ts";

type RequestReport = Extract<CaseStatus, { kind: "request" }>["report"];
type BreachReport = Extract<CaseStatus, { kind: "breach" }>["report"];

const byCode: OpenedWith = { receiptCode: "7K3M9QXT2W5R7K3M9QXT2W5R7K" };
const linkPath = "/status/DSR-0000-0000-0000/7K3M9QXT2W5R7K3M9QXT2W5R7K";
const byLink: OpenedWith = { path: linkPath };
const { status: texts } = pageTexts.nl;

const show = (status: CaseStatus, opened: OpenedWith = byCode, language: "nl" | "en" = "nl") =>
  toAnswer(200, statusPage(status, opened, views[language]), views[language]).body;

const request = (changes: Partial<RequestReport> = {}): CaseStatus => ({
  kind: "request",
  attachments: [],
  report: { ...requestReport(dossier([delivery({ state: "delivered" })])), ...changes },
});
const breach = (changes: Partial<BreachReport> = {}): CaseStatus => ({
  kind: "breach",
  attachments: [],
  report: { ...breachReport({ ...history(breachCase()), deliveries: [] }), ...changes },
});
const entries = (body: string) => [...factsOn(body)];

describe("How a request stands", () => {
  test("is told with its reference, its controller, its dates and what happened", () => {
    const at = { acceptedAt: "2026-11-22T10:16:00.000Z", deliveredAt: "2026-11-22T23:30:00.000Z" };
    const report = requestReport(dossier([delivery({ state: "delivered", ...at })]));
    expect(entries(show({ kind: "request", attachments: [], report }))).toEqual([
      ["Kenmerk", requestCase().reference],
      ["Status", texts.request.forwarded],
      ["Organisatie", "Voorbeeld B.V."],
      ["Ontvangen", "zondag 22 november 2026 om 11:15 (Nederlandse tijd)"],
      ["Antwoord uiterlijk op", "dinsdag 22 december 2026"],
      ["zondag 22 november 2026 om 11:15 (Nederlandse tijd)", texts.requestEvents.received],
      ["zondag 22 november 2026 om 11:16 (Nederlandse tijd)", texts.requestEvents.sent],
      ["maandag 23 november 2026 om 00:30 (Nederlandse tijd)", texts.requestEvents.forwarded],
    ]);
  });

  test("has the last lawful day where that is another, and says when the controller is to be found", () => {
    const respondBy = { conservative: "2026-12-22", latestLawful: "2026-12-28" };
    const facts = factsOn(show(request({ respondBy, controller: null })));
    expect(facts.get(texts.latestLawful)).toBe("maandag 28 december 2026");
    expect(facts.get(texts.controller)).toBe(texts.toBeFound);
  });

  test("does not say that the controller is to be found once the desk has closed it", () => {
    const report = requestReport(dossier([], { case: unassignedCase(), entries: [closed()] }));
    const facts = factsOn(show({ kind: "request", attachments: [], report }, byLink, "en"));
    const { status } = pageTexts.en;
    expect(facts.get(status.stands)).toBe(status.request.closed);
    expect(facts.get(status.controller)).toBe(status.notKnown);
  });

  test.each(languages)("has words for every status and every event: %s", (language) => {
    const { status } = pageTexts[language];
    for (const one of requestStatuses)
      expect(factsOn(show(request({ status: one }), byCode, language)).get(status.stands)).toBe(
        status.request[one],
      );
    for (const event of requestEvents) {
      const body = show(request({ timeline: [{ at: "2026-11-22T10:15:00Z", event }] }), byCode, language);
      expect([...factsOn(body).values()].at(-1)).toBe(status.requestEvents[event]);
    }
  });
});

describe("How a breach report stands", () => {
  test("is told with each controller and when it was reached", () => {
    const deliveries = [
      noticeDelivery({ state: "acknowledged", deliveredAt: "2026-11-22T10:17:00.000Z" }),
      noticeDelivery({ controllerId: "example-ltd", state: "undelivered" }),
      noticeDelivery({ id: "notice-1-example-ltd_2", type: "desk", state: "accepted" }),
    ];
    const report = breachReport({ ...history(breachCase()), deliveries });
    const facts = factsOn(show({ kind: "breach", attachments: [], report }));
    expect(facts.get(texts.stands)).toBe(texts.breach.undelivered);
    expect(facts.get("Voorbeeld B.V.")).toBe(
      `${texts.controllerStatus.acknowledged}, zondag 22 november 2026 om 11:17 (Nederlandse tijd)`,
    );
    expect(facts.get("Example Ltd")).toBe(texts.controllerStatus.undelivered);
    expect(facts.has(texts.controllers)).toBe(false);
  });

  test("says that the controllers are to be found, and that the desk has something to do", () => {
    const body = show(breach({ controllers: [], waiting: true }));
    expect(factsOn(body).get(texts.controllers)).toBe(texts.toBeFound);
    expect(body).toContain(texts.waiting);
    for (const other of [breach(), breach({ controllers: [] })]) {
      expect(factsOn(show(other)).has(texts.controllers)).toBe(false);
      expect(show(other)).not.toContain(texts.waiting);
    }
  });

  // C3
  test("says why the desk dismissed it, as text, to whoever has the code alone", () => {
    const because = "</blockquote><script>x</script>\nGeen datalek.";
    const report = breachReport({
      ...history(breachCase({ began: "held" }), { move: "dismiss", because }),
      deliveries: [],
    });
    const page = parsePage(show({ kind: "breach", attachments: [], report }));
    expect(element(page, "blockquote").text).toBe(because);
    expect(elements(page, "script")).toEqual([]);
    const byTheLink = show({ kind: "breach", attachments: [], report }, byLink);
    expect(byTheLink).not.toContain("Geen datalek.");
    expect(factsOn(byTheLink).get(texts.stands)).toBe(texts.breach.dismissed);
  });

  test.each(languages)(
    "has words for every status, of the report and of a controller, and every event: %s",
    (language) => {
      const { status } = pageTexts[language];
      const at = "2026-11-22T10:15:00Z";
      for (const one of breachStatuses)
        expect(factsOn(show(breach({ status: one }), byCode, language)).get(status.stands)).toBe(
          status.breach[one],
        );
      for (const one of controllerStatuses) {
        const controllers = [{ id: "a-bv", name: "A B.V.", status: one }];
        expect(factsOn(show(breach({ controllers }), byCode, language)).get("A B.V.")).toBe(
          status.controllerStatus[one],
        );
      }
      for (const event of breachEvents) {
        const body = show(breach({ timeline: [{ at, event }] }), byCode, language);
        expect([...factsOn(body).values()].at(-1)).toBe(status.breachEvents[event]);
      }
    },
  );

  test("keeps from whoever has only the link what the desk wrote beside an event", () => {
    const report = breachReport({
      ...history(
        breachCase(),
        { move: "update" },
        { move: "withdraw", because: "Een oefening.", by: "desk" },
      ),
      deliveries: [],
    });
    expect(JSON.stringify(report)).toContain("Een oefening.");
    expect(show({ kind: "breach", attachments: [], report }, byLink)).not.toContain("Een oefening.");
  });
});

describe("The files of a case", () => {
  const file = { id: "0123456789ab", number: 1, status: "received", at: "2026-11-22T10:20:00Z" } as const;
  const named = { ...file, id: "zzzzzzzzzzzz", number: 2, filename: "vol\u202Emacht.pdf" };

  test.each(languages)(
    "are listed by their numbers, with their names and where each stands: %s",
    (language) => {
      const { status: said } = pageTexts[language];
      for (const of of [request(), breach()])
        for (const status of attachmentStatuses) {
          const body = show({ ...of, attachments: [{ ...file, status }, named] }, byCode, language);
          expect([...factsOn(body)].slice(-2)).toEqual([
            [`${said.file} 1`, said.fileStatus[status]],
            [`${said.file} 2`, `vol⟨U+202E⟩macht.pdf: ${said.fileStatus.received}`],
          ]);
        }
    },
  );

  test("are called by their numbers alone to whoever has only the link", () => {
    const body = show({ ...request(), attachments: [named] }, byLink);
    expect([...factsOn(body)].at(-1)).toEqual(["Bestand 2", texts.fileStatus.received]);
    expect(body).not.toContain("macht.pdf");
  });

  test("are not spoken of where there are none", () => {
    expect(show(request())).not.toContain(`<h2>${texts.files}</h2>`);
  });

  test("are added by a button whose key is another only once more of them have come", () => {
    const keyWith = (...attachments: CaseStatus["attachments"]) => {
      const buttons = elements(parsePage(show({ ...request(), attachments })), "button");
      const button = buttons.find(({ text }) => text === texts.addFile);
      expect(button?.attributes.get("formaction")).toBe("/attachments?lang=nl");
      expect(button?.attributes.get("name")).toBe("key");
      return button?.attributes.get("value");
    };
    const none = keyWith();
    expect(none).toMatch(/^[\w-]{43}$/);
    expect(keyWith({ ...file, status: "awaited" })).toBe(none);
    expect(keyWith(file)).not.toBe(none);
    const { attributes } = elements(parsePage(show(breach())), "button").at(-1) ?? {};
    expect(attributes?.get("value")).toBe(none);
  });
});

describe.each<[string, CaseStatus]>([
  ["request", request()],
  ["breach report", breach()],
])("The page of a %s", (_, status) => {
  test("is shown again by the reference and the code, which are in no address", () => {
    const body = show(status);
    expect(filledIn(body)).toEqual([
      ["reference", status.report.reference],
      ["code", "7K3M9QXT2W5R7K3M9QXT2W5R7K"],
    ]);
    for (const { attributes } of parsePage(body))
      for (const name of ["href", "action", "formaction"])
        expect(attributes.get(name) ?? "").not.toMatch(/7K3M9QXT|(?:DSR|BR)-/);
  });

  test("by the link has no form and no code, and is its own way to the other language", () => {
    const page = parsePage(show(status, byLink));
    expect(elements(page, "form")).toEqual([]);
    const [, other] = elements(page, "a").filter(
      ({ text }) => text === "English" || text === "Verwerker B.V.",
    );
    expect(other?.attributes.get("href")).toBe(`${linkPath}?lang=en`);
  });
});
