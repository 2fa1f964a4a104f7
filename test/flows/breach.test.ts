import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import {
  type BreachReceipt,
  breachStatus,
  postReport,
  postUpdate,
  submitReport,
} from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, type Mail, startLocalRun } from "../support/local-run.ts";
import { command, operatorOf } from "../support/operator.ts";
import { mailsAbout, typeOf } from "../support/public-api.ts";

const within = 20_000;

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

const voorbeeld = "privacy@voorbeeld.example";
const exampleLtd = "privacy@example-ltd.example";
const desk = "breach-desk@processor.example";

const full = report({
  consequences: "Mogelijk ongewenste post.",
  proposedSolution: "De ontvanger wist het bestand.",
  measuresTaken: "De ontvanger is gebeld.",
  informed: [{ who: "police", at: "2026-11-22T09:00:00+01:00" }],
});

const noticesTo = (address: string, mails: readonly Mail[]) =>
  mails.filter((mail) => typeOf(mail) === "breach-notice" && mail.destination.to[0] === address);

const mailsOf = async ({ reference }: BreachReceipt) => mailsAbout(reference, await run.mails());

const header = (mail: Mail | undefined, name: string) => mail?.headers.find(([field]) => field === name)?.[1];

/** All notices to an address, once there are so many. */
function notices(receipt: BreachReceipt, address: string, count: number): Promise<Mail[]> {
  return eventually(
    async () => {
      const found = noticesTo(address, await mailsOf(receipt));
      expect(found).toHaveLength(count);
      return found;
    },
    { within },
  );
}

async function noNotices(receipt: BreachReceipt): Promise<void> {
  const mails = await mailsOf(receipt);
  expect(mails.filter((mail) => typeOf(mail) === "breach-notice")).toEqual([]);
}

/** Waits for the desk to be told; whatever else the report sends would have been sent before. */
async function heldAtDesk(receipt: BreachReceipt): Promise<void> {
  await eventually(
    async () => {
      const types = (await mailsOf(receipt)).map((mail) => [typeOf(mail), mail.destination.to[0]]);
      expect(types).toContainEqual(["desk", desk]);
      expect(types).toContainEqual(["acknowledgement", full.reporter.email]);
    },
    { within },
  );
  await noNotices(receipt);
}

describe("a confirmed report of a known reporter", () => {
  test("reaches each controller in its language, with all that is known, and no other's name", async () => {
    const receipt = await submitReport(run.api, full, run.reporterCode);
    expect(receipt).toMatchObject({
      reference: expect.stringMatching(/^BR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      status: "received",
      controllers: [
        { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
        { id: "example-ltd", name: "Example Ltd" },
      ],
    });
    const [dutch] = await notices(receipt, voorbeeld, 1);
    const [english] = await notices(receipt, exampleLtd, 1);
    for (const mail of [dutch, english]) {
      const { text = "", html = "" } = mail?.body ?? {};
      for (const part of [text, html])
        for (const fact of [
          full.description,
          full.cause,
          full.consequences,
          full.proposedSolution,
          full.measuresTaken,
          full.contact.email,
        ])
          expect(part).toContain(fact);
      for (const mark of ["RECORDED", "DERIVED", "MISSING"]) expect(text).toContain(mark);
      expect(mail?.subject.startsWith(`[${receipt.reference}]`)).toBe(true);
      expect(mail?.replyTo).toEqual([full.contact.email]);
      const attached = JSON.parse(Buffer.from(mail?.attachments[0]?.content ?? "", "base64").toString());
      expect(attached).toMatchObject({ reference: receipt.reference });
      expect((await fetch(attached.$schema)).status).toBe(200);
    }
    expect(dutch?.body.text).toContain("nog niet bekend");
    expect(english?.body.text).toContain("not yet known");
    const all = (mail: Mail | undefined) =>
      `${JSON.stringify({ ...mail, attachments: [] })} ${Buffer.from(mail?.attachments[0]?.content ?? "", "base64")}`;
    expect(all(dutch)).not.toMatch(/example-ltd|Example Ltd/i);
    expect(all(english)).not.toMatch(/voorbeeld-bv|Voorbeeld B\.V\./i);

    await eventually(
      async () => {
        const { status, controllers } = await breachStatus(run.api, receipt);
        expect(status).toBe("forwarded");
        expect(controllers.map((one) => one.status)).toEqual(["forwarded", "forwarded"]);
      },
      { within },
    );
    expect((await mailsOf(receipt)).map(typeOf).sort()).toEqual([
      "acknowledgement",
      "breach-notice",
      "breach-notice",
    ]);
  });

  test("is followed up with what changed, in the same thread, until it is concluded", async () => {
    const receipt = await submitReport(run.api, full, run.reporterCode);
    const [first] = await notices(receipt, exampleLtd, 1);

    const update = { consequences: "Geen, het bestand is gewist.", note: "De ontvanger bevestigde dit." };
    const answer = await postUpdate(run.api, receipt, update);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ update: 1 });
    const [, second] = await notices(receipt, exampleLtd, 2);
    await notices(receipt, voorbeeld, 2);
    for (const value of [full.consequences, update.consequences, update.note])
      expect(second?.body.text).toContain(value);
    expect(second?.subject).toBe(first?.subject);
    const messageId = header(first, "Message-ID");
    expect(messageId).toMatch(/^<.+>$/);
    expect(header(second, "In-Reply-To")).toBe(messageId);
    expect(header(second, "References")).toBe(messageId);

    const last = await postUpdate(run.api, receipt, { proposedSolution: "Niets meer nodig.", final: true });
    expect(await last.json()).toMatchObject({ update: 2 });
    await notices(receipt, voorbeeld, 3);
    expect((await breachStatus(run.api, receipt)).status).toBe("concluded");
    expect((await postUpdate(run.api, receipt, { note: "Toch nog iets." })).status).toBe(409);
  });

  // E9
  test("reaches the others when one address does not exist, which shows with its reason", async () => {
    await operatorOf(run).request("POST", "/controllers", {
      id: "bounces-bv",
      name: "Bounces B.V.",
      language: "nl",
      listed: true,
      contacts: [{ email: "bounce@simulator.amazonses.com", role: "privacy" }],
    });
    const controllerIds = ["voorbeeld-bv", "bounces-bv", "example-ltd"];
    const receipt = await submitReport(run.api, { ...full, controllerIds }, run.reporterCode);
    await notices(receipt, voorbeeld, 1);
    await notices(receipt, exampleLtd, 1);
    await eventually(
      async () => {
        const { status, controllers } = await breachStatus(run.api, receipt);
        expect(status).toBe("undelivered");
        expect(controllers).toMatchObject([
          { id: "voorbeeld-bv", status: "forwarded" },
          { id: "bounces-bv", status: "undelivered", reason: expect.stringContaining("Bounce") },
          { id: "example-ltd", status: "forwarded" },
        ]);
      },
      { within },
    );
  });
});

// B1
describe("a report that nobody known confirms", () => {
  const confirm = (receipt: BreachReceipt) => command(run, "breaches", "confirm", receipt.reference, "--yes");

  test("of a stranger reaches no controller until the desk confirms it, then all of them", async () => {
    const receipt = await submitReport(run.api, full);
    expect(receipt.status).toBe("held");
    await heldAtDesk(receipt);
    const list = await command(run, "breaches", "list", "--desk", "--json");
    expect(list.stdout).toContain(receipt.reference);
    expect((await command(run, "status", "--json")).stdout).toContain(receipt.reference);
    expect((await command(run, "breaches", "confirm", receipt.reference)).exitCode).toBe(2);
    await noNotices(receipt);

    expect((await confirm(receipt)).exitCode).toBe(0);
    await notices(receipt, voorbeeld, 1);
    await notices(receipt, exampleLtd, 1);
    await eventually(async () => expect((await breachStatus(run.api, receipt)).status).toBe("forwarded"), {
      within,
    });
  });

  test("but is only suspected reaches no controller until the desk confirms it", async () => {
    const receipt = await submitReport(run.api, { ...full, occurrence: "suspected" }, run.reporterCode);
    expect(receipt.status).toBe("held");
    await heldAtDesk(receipt);
    expect((await confirm(receipt)).exitCode).toBe(0);
    await notices(receipt, voorbeeld, 1);
    await notices(receipt, exampleLtd, 1);
  });

  // B2
  test("any more, because the code was revoked, is held as a stranger's", { timeout: 60_000 }, async () => {
    const added = await command(run, "reporters", "add", "--name", "Monitoring", "--json");
    const { id, code } = z.object({ id: z.string(), code: z.string() }).parse(JSON.parse(added.stdout));
    expect((await submitReport(run.api, full, code)).status).toBe("received");
    expect((await command(run, "reporters", "revoke", id)).exitCode).toBe(0);
    const receipt = await eventually(
      async () => {
        const submitted = await submitReport(run.api, full, code);
        expect(submitted.status).toBe("held");
        return submitted;
      },
      { within },
    );
    await heldAtDesk(receipt);
    expect((await confirm(receipt)).exitCode).toBe(0);
    await notices(receipt, voorbeeld, 1);
  });

  test("and the desk dismisses reaches nobody, and takes no update, with the reason", async () => {
    const receipt = await submitReport(run.api, full);
    await heldAtDesk(receipt);
    const because = "Dit was een oefening.";
    const dismissed = await command(run, "breaches", "dismiss", receipt.reference, "--because", because);
    expect(dismissed.exitCode).toBe(0);
    expect((await breachStatus(run.api, receipt)).status).toBe("dismissed");
    const refused = await postUpdate(run.api, receipt, { note: "Toch echt." });
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { detail: string }).detail).toContain(because);
    await noNotices(receipt);
  });

  test("may add to it, and the addition waits for the desk too", async () => {
    const receipt = await submitReport(run.api, full);
    await heldAtDesk(receipt);
    expect((await confirm(receipt)).exitCode).toBe(0);
    await notices(receipt, voorbeeld, 1);
    const answer = await postUpdate(run.api, receipt, { cause: "Iets heel anders." });
    expect(await answer.json()).toMatchObject({ update: 1, status: "held" });
    await eventually(
      async () => {
        const toDesk = (await mailsOf(receipt)).filter((mail) => typeOf(mail) === "desk");
        expect(toDesk).toHaveLength(2);
      },
      { within },
    );
    expect(noticesTo(voorbeeld, await mailsOf(receipt))).toHaveLength(1);
    expect((await confirm(receipt)).exitCode).toBe(0);
    const [, second] = await notices(receipt, voorbeeld, 2);
    expect(second?.body.text).toContain("Iets heel anders.");
  });
});

test("a report for an organisation in the reporter's words goes out once the desk has assigned it", async () => {
  const { controllerIds: _, ...rest } = full;
  const receipt = await submitReport(run.api, { ...rest, organisation: "De bakker" }, run.reporterCode);
  expect(receipt).toMatchObject({ status: "held", controllers: [] });
  await heldAtDesk(receipt);
  const { reference } = receipt;
  expect((await command(run, "breaches", "confirm", reference, "--yes")).exitCode).toBe(1);
  const assigned = await command(run, "breaches", "assign", reference, "--controller", "voorbeeld-bv");
  expect(assigned.exitCode).toBe(0);
  expect((await command(run, "breaches", "confirm", reference, "--yes")).exitCode).toBe(0);
  await notices(receipt, voorbeeld, 1);
});

test("a report that the desk withdraws is withdrawn at every controller, with the reason", async () => {
  const receipt = await submitReport(run.api, full, run.reporterCode);
  await notices(receipt, voorbeeld, 1);
  const because = "Er is niets gelekt.";
  const withdrawn = await command(run, "breaches", "withdraw", receipt.reference, "--because", because);
  expect(withdrawn.exitCode).toBe(0);
  const [, second] = await notices(receipt, voorbeeld, 2);
  expect(second?.body.text).toContain(because);
  await notices(receipt, exampleLtd, 2);
  expect((await breachStatus(run.api, receipt)).status).toBe("withdrawn");
});

test("a report that names a controller which is none is refused, with the place", async () => {
  const answer = await postReport(run.api, { ...full, controllerIds: ["voorbeeld-bv", "nobody-bv"] });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/controllerIds/1" }] });
});
