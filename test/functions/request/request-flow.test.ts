import { describe, expect, test } from "vitest";
import type { RequestCase } from "../../../functions/request/request.ts";
import type { RequestEntry } from "../../../functions/request/request-entry.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import { type Delivery, deliverySchema } from "../../../shared/delivery.ts";
import { toText } from "../../../shared/document.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { attachment, attachmentLetters } from "../../support/attachments.ts";
import { assigned, closed, unassignedCase } from "../../support/requests.ts";
import { delivery, requestCase } from "../../support/submissions.ts";

const moment = { deliveries: new Map(), now: new Date("2026-11-22T10:16:00Z") };
const representative = { name: "Bo Jansen", email: "bo@kantoor.example" };
const unknownOrganisation = { controllerId: undefined as never, organisation: "de bakker" };

const wantedBy = (...parameters: Parameters<typeof requestCase>) =>
  requestFlow(3)(requestCase(...parameters), []).wants(moment);

describe("the mails a request asks for", () => {
  test("are to be acknowledged by the end of the third working day after SES took them", () => {
    const [request] = wantedBy({});
    // Friday; Monday to Wednesday count.
    const by = request?.escalates?.acknowledgeBy?.(new Date("2026-11-27T09:00:00Z"));
    expect(by).toEqual(new Date("2026-12-02T23:00:00Z"));
  });

  test("are one to its controller, and one to who asked, about that controller", () => {
    expect(wantedBy({}, "en")).toEqual([
      {
        id: "request",
        type: "request",
        linked: true,
        to: { controllerId: "voorbeeld-bv" },
        escalates: { desk: "privacy", acknowledgeBy: expect.any(Function) },
      },
      {
        id: "acknowledgement",
        type: "acknowledgement",
        linked: true,
        to: { address: "noor@example.org", language: "en" },
        about: "voorbeeld-bv",
      },
    ]);
  });

  test("are one to the privacy desk where no controller is known, and belong to none", () => {
    const wanted = wantedBy(unknownOrganisation);
    expect(wanted.map(({ id, type, to }) => [id, type, to])).toEqual([
      ["desk", "desk", { desk: "privacy" }],
      ["acknowledgement", "acknowledgement", { address: "noor@example.org", language: "nl" }],
      ["desk-reminder-1", "desk", { desk: "privacy" }],
    ]);
    expect(wanted.some((mail) => "about" in mail)).toBe(false);
    expect(wanted.map(({ linked }) => linked)).toEqual([undefined, true, undefined]);
  });

  test("acknowledge to the representative where there is one", () => {
    const [, acknowledgement] = wantedBy({ representative });
    expect(acknowledgement?.to).toMatchObject({ address: "bo@kantoor.example" });
  });

  // C2, C5
  test("go to addresses in ASCII", () => {
    const [, acknowledgement] = wantedBy({ dataSubject: { name: "Noor", email: "noor@bücher.example" } });
    expect(acknowledgement?.to).toMatchObject({ address: "noor@xn--bcher-kva.example" });
  });

  test("have ids that are stored and travel as tags", () => {
    for (const changes of [{}, unknownOrganisation])
      for (const { id } of wantedBy(changes))
        expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
  });
});

describe("the mails that a request asks for after the desk", () => {
  const wantedAfter = (of: RequestCase, ...entries: readonly RequestEntry[]) =>
    requestFlow(3)(of, entries).wants(moment);
  const idsAfter = (...parameters: Parameters<typeof wantedAfter>) =>
    wantedAfter(...parameters).map(({ id }) => id);

  test("assigned it are one to the controller, as of any request of it, and one that tells who asked", () => {
    const [handOver, acknowledgement, news, ...others] = wantedAfter(unassignedCase("en"), assigned());
    const acknowledgeBy = expect.any(Function);
    expect(handOver).toEqual({ ...wantedBy({})[0], escalates: { desk: "privacy", acknowledgeBy } });
    expect(acknowledgement).toMatchObject({ id: "acknowledgement", linked: true });
    expect(acknowledgement).not.toHaveProperty("about");
    expect(news).toEqual({
      id: "acknowledgement-assign",
      type: "acknowledgement",
      to: { address: "noor@example.org", language: "en" },
      about: "voorbeeld-bv",
    });
    expect(others).toEqual([]);
  });

  test("closed it without a controller is one that tells who asked, and nothing to the desk", () => {
    expect(idsAfter(unassignedCase(), closed())).toEqual(["acknowledgement", "acknowledgement-close"]);
  });

  test("closed it with a controller are those before: none is called back, and nobody hears of it", () => {
    const ofController = closed({ controllerId: "voorbeeld-bv" });
    expect(idsAfter(requestCase(), ofController)).toEqual(["request", "acknowledgement"]);
    expect(idsAfter(unassignedCase(), assigned(), { ...ofController, sequence: 2 })).toEqual([
      "request",
      "acknowledgement",
      "acknowledgement-assign",
    ]);
  });

  test("closed it go to the next contact where they do not arrive, and not where nobody acknowledges them", () => {
    const [handOver] = wantedAfter(requestCase(), closed({ controllerId: "voorbeeld-bv" }));
    expect(handOver?.escalates).toEqual({ desk: "privacy" });
  });

  test("link to the status as the first acknowledgement does", () => {
    const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
    const first = delivery({ id: "acknowledgement", type: "acknowledgement", token });
    const news = delivery({ id: "acknowledgement-assign", type: "acknowledgement" });
    const mail = requestFlow(3)(unassignedCase(), [assigned()]).compose(news, {
      ...moment,
      deliveries: new Map([[first.id, first]]),
      publicUrl: "https://api.example",
    });
    expect(mail.subject).toBe("Wij sturen uw verzoek door");
    expect(toText(mail.blocks)).toContain(
      `https://api.example/status/${unassignedCase().reference}/${token}?lang=nl`,
    );
  });

  test("hand over to the controller that was found, and acknowledge as when nobody knew it", () => {
    const of = requestFlow(3)(unassignedCase(), [assigned()]);
    const compose = (changes: Partial<Delivery>) =>
      of.compose(delivery(changes), { ...moment, publicUrl: "https://api.example" });
    expect(compose({}).handOver).toMatchObject({
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      organisation: "de bakker",
      respondBy: { conservative: "2026-12-22" },
    });
    const acknowledgement = compose({ id: "acknowledgement", type: "acknowledgement" });
    expect(toText(acknowledgement.blocks)).not.toContain("Voorbeeld B.V.");
  });

  test("tell a desk that reaches no contact how to see the request", () => {
    const blocks = requestFlow(3)(requestCase(), []).forDesk?.(delivery({ type: "desk" }), moment) ?? [];
    const text = toText(blocks);
    expect(text).toContain(`npx meldpunt requests show ${requestCase().reference}`);
    expect(text).not.toContain("assign");
  });
});

describe("the mails about the files of a request", () => {
  const file = (changes: Partial<RequestEntry> = {}): RequestEntry => {
    const { because: _, ...entry } = closed();
    const came = { move: "attach", by: "person", attachment: attachment(), letters: attachmentLetters() };
    return { ...entry, ...came, ...changes } as RequestEntry;
  };
  const wantedAfter = (of: RequestCase, ...entries: readonly RequestEntry[]) =>
    requestFlow(3)(of, entries).wants(moment);
  const aboutFiles = (...parameters: Parameters<typeof wantedAfter>) =>
    wantedAfter(...parameters).filter(({ id }) => id.startsWith("attachment"));

  test("are one to the controller for each, linked to its page, and to the desk where no contact gets it", () => {
    const second = file({ sequence: 2, attachment: attachment({ id: "ba9876543210", number: 2 }) });
    const mail = {
      type: "attachment",
      linked: true,
      to: { controllerId: "voorbeeld-bv" },
      escalates: { desk: "privacy" },
    };
    expect(aboutFiles(requestCase(), file(), second)).toEqual([
      { id: "attachment-1", ...mail },
      { id: "attachment-2", ...mail },
    ]);
  });

  test("are to the desk while no controller is known, and then to the one that it finds, of all files", () => {
    expect(aboutFiles(unassignedCase(), file())).toEqual([
      {
        id: "attachment-1-desk",
        type: "desk",
        linked: true,
        to: { desk: "privacy" },
      },
    ]);
    const second = file({ sequence: 3, attachment: attachment({ id: "ba9876543210", number: 2 }) });
    const found = aboutFiles(unassignedCase(), file(), assigned({ sequence: 2 }), second);
    expect(found.map(({ id, to }) => [id, to])).toEqual([
      ["attachment-1", { controllerId: "voorbeeld-bv" }],
      ["attachment-3", { controllerId: "voorbeeld-bv" }],
    ]);
  });

  // D6, D7
  test("tell of a file that is withheld later that alone, also a controller found since, and the person of none", () => {
    const threat = file({ sequence: 2, move: "withhold", attachment: attachment({ scan: "threat" }) });
    expect(wantedAfter(requestCase(), file(), threat).map(({ id }) => id)).toEqual([
      "request",
      "acknowledgement",
      "attachment-2",
    ]);
    const ids = (...entries: RequestEntry[]) => aboutFiles(unassignedCase(), ...entries).map(({ id }) => id);
    expect(ids(file(), threat)).toEqual(["attachment-2-desk"]);
    expect(ids(file(), threat, assigned({ sequence: 3 }))).toEqual(["attachment-2"]);
  });

  // D7
  test("can also be written for a file that is withheld since", () => {
    const threat = file({ sequence: 2, move: "withhold", attachment: attachment({ scan: "threat" }) });
    const of = requestFlow(3)(requestCase(), [file(), threat]);
    const to = delivery({ id: "attachment-1", type: "attachment" });
    const mail = of.compose(to, { ...moment, publicUrl: "https://api.example" });
    expect(mail.subject).toBe("Bestand bij deze zaak");
  });

  test("are answered to who asked, or the representative", () => {
    for (const [of, address] of [
      [requestCase(), "noor@example.org"],
      [requestCase({ representative }), "bo@kantoor.example"],
    ] as const) {
      for (const [id, type] of [
        ["attachment-1", "attachment"],
        ["attachment-1-desk", "desk"],
      ] as const) {
        const mail = requestFlow(3)(of, [file()]).compose(delivery({ id, type }), {
          ...moment,
          publicUrl: "https://api.example",
        });
        expect(mail.replyTo).toBe(address);
      }
    }
  });

  // C10
  test("say what was written when it was looked at, with the link, to whichever contact or desk, and hold no file", () => {
    const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
    const of = requestFlow(3)(requestCase(), [file()]);
    for (const [id, type, language] of [
      ["attachment-1", "attachment", "en"],
      ["attachment-1_2", "attachment", "nl"],
      ["attachment-1-desk", "desk", "nl"],
    ] as const) {
      const to = delivery({ id, type, language, token });
      const mail = of.compose(to, { ...moment, publicUrl: "https://api.example" });
      const { reference } = requestCase();
      expect(mail).toMatchObject({
        type,
        language,
        reference,
        subject: language === "nl" ? "Bestand bij deze zaak" : "File attached to this case",
        handOver: { $schema: "https://api.example/schemas/attachments-1.json" },
      });
      expect(toText(mail.blocks)).toContain(
        `https://api.example/attachments/${reference}/${id}/${token}?lang=${language}`,
      );
    }
  });

  test("are refused for an entry that brought none", () => {
    const of = requestFlow(3)(unassignedCase(), [assigned(), file({ sequence: 2 })]);
    const to = delivery({ id: "attachment-1", type: "attachment" });
    expect(() => of.compose(to, { ...moment, publicUrl: "https://api.example" })).toThrow();
  });
});

describe("what the mails of a request say", () => {
  const of = requestFlow(3)(requestCase({ representative }), []);
  const compose = (type: "request" | "desk" | "acknowledgement") =>
    of.compose(delivery({ type, language: "en" }), { ...moment, publicUrl: "https://api.example" });

  test("is of the delivery's type, under the request's reference; to a controller in its language, to the desk in Dutch", () => {
    for (const [type, language] of [
      ["request", "en"],
      ["desk", "nl"],
    ] as const)
      expect(compose(type)).toMatchObject({ type, language, reference: requestCase().reference });
  });

  test("hands over to controller and desk, who answer the representative", () => {
    for (const type of ["request", "desk"] as const) {
      const mail = compose(type);
      expect(mail.replyTo).toBe("bo@kantoor.example");
      expect(mail.handOver).toMatchObject({ reference: requestCase().reference });
      expect(JSON.stringify(mail.blocks)).toContain("Noor de Vries");
    }
  });

  // B12
  test("acknowledges in the language of who asked, with nothing that was typed", () => {
    const mail = compose("acknowledgement");
    expect(mail.language).toBe("nl");
    expect(mail.replyTo).toBeUndefined();
    expect(mail.handOver).toBeUndefined();
    for (const typed of ["Noor", "4711", "Ik wil weten", "Bo Jansen", "kantoor.example", "example.org"])
      expect(JSON.stringify(mail)).not.toContain(typed);
  });
});

describe("the links in the mails of a request", () => {
  const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
  const of = requestFlow(3)(requestCase(), []);
  const compose = (changes: Partial<Delivery>) =>
    of.compose(delivery({ token, ...changes }), { ...moment, publicUrl: "https://api.example" });
  const actionIn = ({ blocks }: Mail) =>
    blocks.flatMap((block) => ("action" in block ? [block.action.url] : []));

  test("let a controller say that it has read it, and who asked see how it stands", () => {
    const { reference } = requestCase();
    expect(actionIn(compose({ language: "en" }))).toEqual([
      `https://api.example/acknowledge/${reference}/request/${token}?lang=en`,
    ]);
    expect(actionIn(compose({ type: "acknowledgement", id: "acknowledgement" }))).toEqual([
      `https://api.example/status/${reference}/${token}?lang=nl`,
    ]);
  });

  test("stand on top: nothing but the heading and a paragraph is before them", () => {
    for (const type of ["request", "acknowledgement"] as const) {
      expect(compose({ type }).blocks.findIndex((block) => "action" in block)).toBe(2);
    }
  });

  test("are not in what a machine reads", () => {
    expect(JSON.stringify(compose({}).handOver)).not.toContain(token);
  });

  test("are in no mail to the desk, and in none that was planned before there were any", () => {
    expect(actionIn(compose({ type: "desk", id: "desk" }))).toEqual([]);
    for (const type of ["request", "acknowledgement"] as const) {
      const { token: _, ...older } = delivery({ token, type });
      const mail = of.compose(older, { ...moment, publicUrl: "https://api.example" });
      expect(actionIn(mail)).toEqual([]);
      expect(toText(mail.blocks)).not.toMatch(/\blink\b|undefined/i);
    }
  });
});

// E6, H6
test.each([
  {},
  null,
  { ...requestCase(), v: 2 },
  { ...requestCase(), kind: "breach" },
  { ...requestCase(), respondBy: undefined },
])("an item that is no request of this version is not read: %j", (item) => {
  expect(() => requestFlow(3)(item, [])).toThrow();
});

// H6
test("an item with fields that a newer release has added is read", () => {
  expect(requestFlow(3)({ ...requestCase(), pk: "x", sk: "case", added: 1 }, []).reference).toBe(
    requestCase().reference,
  );
});
