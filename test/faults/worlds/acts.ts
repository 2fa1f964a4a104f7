import { expect } from "vitest";
import type { Report } from "../../../functions/breach/report.ts";
import { readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { referenceFor } from "../../../functions/duties/letter-case.ts";
import { attachmentsIn } from "../../../shared/attachments/attachment.ts";
import { nameCase } from "../../../shared/codes.ts";
import { readIndex } from "../../../shared/query.ts";
import { attachment, attachmentLetters } from "../../support/attachments.ts";
import { report } from "../../support/breaches.ts";
import { call, post, submission } from "../../support/submissions.ts";
import { eventOf, unreachable } from "./fake-ses.ts";
import type { Act } from "./mail-flow.ts";
import type { MailWorld } from "./mail-world.ts";

/** Who submits knows from the key alone what the case will be called: the stream can bring it before the answer comes. */
function name(world: MailWorld, prefix: string, scope: string) {
  const names = nameCase(prefix, scope, world.key, 0);
  if (!world.references.includes(names.reference)) world.references.push(names.reference);
  return names;
}

/** A data subject asks Voorbeeld B.V. for its data, under the same key each time. */
export const ask: Act = async ({ requests }, world) => {
  const { reference } = name(world, "DSR", "POST /requests");
  const body = submission({ dataSubject: { name: "Noor de Vries", email: world.address } });
  const { statusCode, body: answer } = await requests(post(body, { "idempotency-key": world.key }));
  expect([statusCode, JSON.parse(answer).reference]).toEqual([201, reference]);
};

/** Somebody reports a breach; who is known has the code with it. */
export function tell({ isKnown, ...changes }: Partial<Report> & { isKnown: boolean }): Act {
  return async ({ breaches }, world) => {
    const { reference } = name(world, "BR", "POST /breach-reports");
    const reporter = { name: "Sanne Bakker", email: world.address };
    const headers = {
      "content-type": "application/json",
      "idempotency-key": world.key,
      ...(isKnown && { authorization: `Bearer ${world.reporterCode}` }),
    };
    const answer = await breaches(
      call({
        method: "POST",
        path: "/breach-reports",
        headers,
        body: JSON.stringify(report({ ...changes, reporter })),
      }),
    );
    expect([answer.statusCode, JSON.parse(answer.body).reference]).toEqual([201, reference]);
  };
}

/** The reporter adds something, under the same key each time. */
export const tellMore: Act = async ({ breaches }, world) => {
  const { reference, receiptCode } = name(world, "BR", "POST /breach-reports");
  const headers = {
    "content-type": "application/json",
    "idempotency-key": `${world.key} of the update`,
    authorization: `Bearer ${receiptCode}`,
  };
  const answer = await breaches(
    call({
      method: "POST",
      path: "/breach-reports/{reference}/updates",
      reference,
      headers,
      body: JSON.stringify({ consequences: "Ongewenste post." }),
    }),
  );
  expect([answer.statusCode, JSON.parse(answer.body).update]).toEqual([201, 1]);
};

/** A file was looked at that somebody sent for the case: once it is among those of the case, nothing is told again. */
export const attach: Act = async ({ casesOf }, { references: [reference = ""] }) => {
  const after = await casesOf(reference)?.move(reference, async ({ entries }) =>
    attachmentsIn(entries).length > 0
      ? undefined
      : { move: "attach", attachment: attachment(), letters: attachmentLetters() },
  );
  expect(after && attachmentsIn(after.entries)).toHaveLength(1);
};

/** The desk confirms what it sees, and is content when that has been done. */
export const confirm: Act = async ({ operate }, { references: [id = ""] }) => {
  const { body } = await operate("GET /breach-reports/{reference}", { id });
  if (body.state === "confirmed") return;
  const answer = await operate("POST /breach-reports/{reference}/confirm", {
    id,
    body: { revision: body.revision },
  });
  expect(answer.status).toBe(200);
};

/** The controller presses the button behind the link in that mail; answered 200, it is stored. */
export function acknowledge(id: string): Act {
  return async (lambdas, { table, references: [reference = ""] }) => {
    const { token = "" } = (await readDelivery(table, reference, id)) ?? {};
    const path = "/acknowledge/{reference}/{delivery}/{token}";
    const pressed = { ...call({ method: "POST", path }), pathParameters: { reference, delivery: id, token } };
    expect((await lambdas.acknowledge(pressed)).statusCode).toBe(200);
    expect((await readDelivery(table, reference, id))?.state).toBe("acknowledged");
  };
}

/** A mail that was delivered comes back after all. */
export function comeBack(id: string): Act {
  return async ({ track }, { ses }) => {
    for (const mail of ses.accepted.filter((one) => one.id === id)) await track(eventOf(mail, "hardBounce"));
  };
}

const controllerOf = (world: MailWorld) => `c-${world.key.toLowerCase().replace(/[^a-z0-9]/g, "")}`;

/** A controller of this world alone, with that contact. */
const controllerWith = (email: string) => ({
  name: "Bakkerij Brood",
  language: "nl",
  listed: true,
  contacts: [{ email, role: "privacy" }],
});

/** An operator adds a controller, whose contact is who else submits. */
export const addController: Act = async ({ operate }, world) => {
  const body = { id: controllerOf(world), ...controllerWith(world.address) };
  expect((await operate("POST /controllers", { body })).status).toBe(201);
};

/** An operator gives the controller another contact: the same one each time. */
export function changeContact(email: string): Act {
  return async ({ operate }, world) => {
    const id = controllerOf(world);
    expect((await operate("PUT /controllers/{id}", { id, body: controllerWith(email) })).status).toBe(200);
    const items = await readIndex(world.table, "controller", id);
    const changes = new Set(items.map(({ pk }) => pk).filter((pk) => pk.startsWith("CTR-")));
    world.references.splice(0, Infinity, ...changes);
  };
}

/** An operator records help that Voorbeeld B.V. was given, under the same key each time. */
export const assist: Act = async ({ assistance }, world) => {
  const reference = referenceFor("assistance", world.key);
  if (!world.references.includes(reference)) world.references.push(reference);
  const help = { controllerId: "voorbeeld-bv", kind: "dpia", minutes: 90, doneOn: "2020-01-02" };
  const body = { ...help, description: "De vragen van het sjabloon beantwoord.", key: world.key };
  const answer = await assistance["POST /assistance"](post(body), "arn:aws:iam::000000000000:user/operator");
  expect([answer.statusCode, JSON.parse(answer.body).reference]).toEqual([201, reference]);
};

/** Nobody does anything for so long. */
export function wait(milliseconds: number): Act {
  return async (_, world) => world.pass(milliseconds);
}

/** From now on SES is not there. */
export const loseSes: Act = async (_, { ses }) => {
  ses.refuse = unreachable;
};

/** SES is there again. */
export const regainSes: Act = async (_, { ses }) => {
  ses.refuse = () => {};
};
