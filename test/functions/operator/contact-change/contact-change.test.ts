import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { sweep } from "../../../../functions/delivery/sweep.ts";
import {
  type ContactChange,
  contactChangeOf,
} from "../../../../functions/operator/contact-change/contact-change.ts";
import { contactChangeFlow } from "../../../../functions/operator/contact-change/contact-change-flow.ts";
import type { Controller } from "../../../../shared/controller.ts";
import { deliverySchema } from "../../../../shared/delivery.ts";
import { toText } from "../../../../shared/document.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { interceptedTable } from "../../../support/intercept.ts";
import { delivery, voorbeeld } from "../../../support/submissions.ts";
import { itemsIn } from "../../../support/table-items.ts";
import { openTestOffice } from "../../delivery/office.ts";
import { operatorApi } from "../operator-api.ts";

const reference = "CTR-7K3M-9QXT-2W5R";
const desk = "privacy-desk@processor.example";
const privacy = (...emails: string[]) => emails.map((email) => ({ email, role: "privacy" as const }));
const changeOf = (before: Controller["contacts"], after: Controller["contacts"]) =>
  contactChangeOf(voorbeeld({ contacts: before }), voorbeeld({ contacts: after, version: 2 }), reference);

// H2
describe("a change of contacts", () => {
  test("names the addresses that came and those that went, in ASCII", () => {
    expect(
      changeOf(privacy("a@x.example", "b@x.example"), privacy("b@x.example", "c@münchen.example")),
    ).toMatchObject({
      controllerId: "voorbeeld-bv",
      added: ["c@xn--mnchen-3ya.example"],
      removed: ["a@x.example"],
    });
  });

  test("is none where the addresses are the same, whatever their order, roles and capitals", () => {
    const [a, b] = ["a@münchen.example", "b@x.example"];
    expect(
      changeOf(privacy(a, b), [
        { email: b, role: "privacy" },
        { email: "A@xn--mnchen-3ya.EXAMPLE", role: "fallback" },
      ]),
    ).toBeUndefined();
  });

  test("takes one set of addresses to the other, and tells each that differs once", () => {
    const contacts = fc
      .array(fc.constantFrom("a@x.example", "A@x.example", "b@x.example", "c@x.example", "d@x.example"), {
        minLength: 1,
        maxLength: 10,
      })
      .map((emails) => privacy(...emails));
    const named = (of: Controller["contacts"]) => new Set(of.map(({ email }) => email.toLowerCase()));
    fc.assert(
      fc.property(contacts, contacts, (before, after) => {
        const { added = [], removed = [] } = changeOf(before, after) ?? {};
        const [from, to] = [named(before), named(after)];
        expect(added.map((one) => one.toLowerCase()).toSorted()).toEqual(
          [...to].filter((one) => !from.has(one)).toSorted(),
        );
        expect(removed.map((one) => one.toLowerCase()).toSorted()).toEqual(
          [...from].filter((one) => !to.has(one)).toSorted(),
        );
      }),
    );
  });
});

const change: ContactChange = {
  ...(changeOf(privacy("old@x.example"), privacy("new@x.example")) as ContactChange),
  at: "2026-11-22T10:15:00.000Z",
};
const flow = contactChangeFlow(desk);
const compose = (id: string, language: "nl" | "en" = "nl") =>
  flow(change, []).compose(delivery({ reference, id, type: "contact-change", language }), {
    deliveries: new Map(),
    now: new Date(change.at),
    publicUrl: "https://api.example",
  });

// H2
describe("the mails about it", () => {
  test("go to each address that came or went, in the controller's language", () => {
    const about = { type: "contact-change", about: "voorbeeld-bv" };
    const wanted = flow(change, []).wants({ deliveries: new Map(), now: new Date() });
    expect(wanted).toEqual([
      { ...about, id: "removed-1", to: { address: "old@x.example", language: "nl" } },
      { ...about, id: "added-1", to: { address: "new@x.example", language: "nl" } },
    ]);
    for (const { id } of wanted) expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
  });

  test.each([
    ["removed-1", "nl", "Dit adres is verwijderd."],
    ["added-1", "nl", "Dit adres is toegevoegd."],
    ["removed-1", "en", "This address was removed."],
    ["added-1", "en", "This address was added."],
  ] as const)(
    "say to %s in %s what was changed, when, and whom to tell where it is not right",
    (id, language, said) => {
      const mail = compose(id, language);
      const text = toText(mail.blocks);
      expect(mail).toMatchObject({ reference, type: "contact-change", language, replyTo: desk });
      expect(text).toContain(said);
      expect(text).toContain("Voorbeeld B.V. (voorbeeld-bv)");
      expect(text).toMatch(/22 november 2026/i);
      expect(text).toContain(desk);
    },
  );

  test("name no address of the controller", () => {
    for (const id of ["removed-1", "added-1"])
      expect(JSON.stringify(compose(id))).not.toContain("@x.example");
  });

  test("are refused where nothing asked for them, and where the item is of another kind", () => {
    for (const id of ["desk", "removed", "changed-1"]) expect(() => compose(id)).toThrow();
    for (const item of [{}, { ...change, v: 2 }, { ...change, kind: "request" }])
      expect(() => flow(item, [])).toThrow();
  });
});

// H2
describe("an operator's update of a controller", () => {
  const id = "voorbeeld-bv";
  const body = {
    id,
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: privacy("old@x.example"),
  };
  let table: Table;
  beforeEach(async () => {
    table = await freshTable();
    await operatorApi(table)("POST /controllers", { body });
  });

  const update = (changes: object, of = table) =>
    operatorApi(of)("PUT /controllers/{id}", { id, body: { ...body, ...changes } });
  const changes = async () =>
    [...(await itemsIn(table)).values()].filter((item) => item.kind === "contact-change");
  const sent = async () => {
    const office = openTestOffice(table);
    await sweep({ ...office, flows: { "contact-change": flow } });
    return office.sent.map(({ to }) => to);
  };

  test("tells the addresses that came and went, even if nobody does so at once", async () => {
    expect(await update({ contacts: privacy("new@x.example", "other@x.example") })).toMatchObject({
      status: 200,
    });
    expect(await sent()).toEqual(["old@x.example", "new@x.example", "other@x.example"]);
    expect(await sent()).toEqual([]);
    expect(await changes()).toMatchObject([
      { controllerId: id, pk: expect.stringMatching(/^CTR(-[0-9A-Z]{4}){3}$/) },
    ]);
  });

  test("tells nobody where it changes something else, or where a controller is added", async () => {
    await update({ name: "Voorbeeld Groep B.V.", storage: [{ bucket: "hosted", prefix: "c/" }] });
    await update({ contacts: [...body.contacts, { email: "OLD@x.example", role: "fallback" }] });
    expect(await changes()).toEqual([]);
  });

  test("is stored with what is to be told, or not at all", async () => {
    const contacts = privacy("new@x.example");
    const failing = interceptedTable(table, ({ name }, proceed) => {
      if (name === "TransactWriteItems") throw new Error("down");
      return proceed();
    });
    expect(await update({ contacts }, failing)).toMatchObject({ status: 500 });
    expect(await changes()).toEqual([]);
    const answers = await Promise.all([update({ contacts }), update({ name: "Voorbeeld Groep B.V." })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await operatorApi(table)("GET /controllers/{id}", { id })).body.version).toBe(3);
  });
});
