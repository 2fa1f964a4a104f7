import { describe, expect, test } from "vitest";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import { deliverySchema } from "../../../shared/delivery.ts";
import type { Directory } from "../../../shared/flow.ts";
import { delivery, requestCase, voorbeeld } from "../../support/submissions.ts";

const directory: Directory = {
  privacyDesk: "privacy-desk@processor.example",
  readController: async (id) => (id === "voorbeeld-bv" ? voorbeeld({ version: 3 }) : undefined),
};

const representative = { name: "Bo Jansen", email: "bo@kantoor.example" };
const unknownOrganisation = { controllerId: undefined as never, organisation: "de bakker" };

describe("the mails a request asks for", () => {
  // E16
  test("are one to the controller's first privacy contact as it is now, and one to who asked", async () => {
    expect(await requestFlow(requestCase({}, "en")).plan(directory)).toEqual([
      {
        id: "request",
        type: "request",
        to: "privacy@voorbeeld.example",
        language: "nl",
        controllerId: "voorbeeld-bv",
        controllerVersion: 3,
      },
      {
        id: "acknowledgement",
        type: "acknowledgement",
        to: "noor@example.org",
        language: "en",
        controllerId: "voorbeeld-bv",
      },
    ]);
  });

  test("are one to the privacy desk where no controller is known, and belong to none", async () => {
    const plans = await requestFlow(requestCase(unknownOrganisation)).plan(directory);
    expect(plans.map(({ id, type, to }) => [id, type, to])).toEqual([
      ["desk", "desk", "privacy-desk@processor.example"],
      ["acknowledgement", "acknowledgement", "noor@example.org"],
    ]);
    expect(plans.some((plan) => "controllerId" in plan)).toBe(false);
  });

  test("acknowledge to the representative where there is one", async () => {
    const [, acknowledgement] = await requestFlow(requestCase({ representative })).plan(directory);
    expect(acknowledgement?.to).toBe("bo@kantoor.example");
  });

  // C2, C5
  test("go to addresses in ASCII", async () => {
    const idn = voorbeeld({ contacts: [{ email: "privacy@bücher.example", role: "privacy" }] });
    const dataSubject = { name: "Noor", email: "noor@bücher.example" };
    const plans = await requestFlow(requestCase({ dataSubject })).plan({
      ...directory,
      readController: async () => idn,
    });
    expect(plans.map(({ to }) => to)).toEqual([
      "privacy@xn--bcher-kva.example",
      "noor@xn--bcher-kva.example",
    ]);
  });

  test("are not planned while the controller cannot be found", async () => {
    const flow = requestFlow(requestCase({ controllerId: "nobody-bv" }));
    await expect(flow.plan(directory)).rejects.toThrow("controller");
  });

  test("have ids that are stored and travel as tags", async () => {
    for (const changes of [{}, unknownOrganisation])
      for (const { id } of await requestFlow(requestCase(changes)).plan(directory))
        expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
  });
});

describe("what the mails of a request say", () => {
  const of = requestFlow(requestCase({ representative }));
  const compose = (type: "request" | "desk" | "acknowledgement") =>
    of.compose(delivery({ type, language: "en" }), "https://api.example");

  test("is of the delivery's type, in its language, under the request's reference", () => {
    for (const type of ["request", "desk"] as const)
      expect(compose(type)).toMatchObject({ type, language: "en", reference: requestCase().reference });
  });

  test("hands over to controller and desk, who answer the representative", () => {
    for (const type of ["request", "desk"] as const) {
      const mail = compose(type);
      expect(mail.replyTo).toBe("bo@kantoor.example");
      expect(mail.attachments?.map(({ filename }) => filename)).toEqual([`${requestCase().reference}.json`]);
      expect(JSON.stringify(mail.blocks)).toContain("Noor de Vries");
    }
  });

  // B12
  test("acknowledges in the language of who asked, with nothing that was typed", () => {
    const mail = compose("acknowledgement");
    expect(mail.language).toBe("nl");
    expect(mail.replyTo).toBeUndefined();
    expect(mail.attachments).toBeUndefined();
    for (const typed of ["Noor", "4711", "Ik wil weten", "Bo Jansen", "kantoor.example", "example.org"])
      expect(JSON.stringify(mail)).not.toContain(typed);
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
  expect(() => requestFlow(item)).toThrow();
});

// H6
test("an item with fields that a newer release has added is read", () => {
  expect(requestFlow({ ...requestCase(), pk: "x", sk: "case", added: 1 }).reference).toBe(
    requestCase().reference,
  );
});
