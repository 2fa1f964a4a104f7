import {
  CreateMultipartUploadCommand,
  GetBucketLifecycleConfigurationCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import { breachStatus, submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, type Mail, startLocalRun } from "../support/local-run.ts";
import { command, operatorOf, terminate } from "../support/operator.ts";
import {
  mailsAbout,
  postRequest,
  readStatus,
  statusOf,
  submitRequest,
  typeOf,
} from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

const within = 20_000;
const minute = 60_000;

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

/** S3 with the rights of a function; those of the ready line may not change a lifecycle configuration. */
const s3With = (credentials?: { accessKeyId: string; secretAccessKey: string }) =>
  new S3Client({
    endpoint: run.s3.endpoint,
    region: run.s3.region,
    credentials: credentials ?? run.s3,
    forcePathStyle: true,
  });
const asDestroy = { accessKeyId: "LOCALDESTROY", secretAccessKey: "local" };
const put = (Key: string) =>
  s3With().send(new PutObjectCommand({ Bucket: run.s3.bucket, Key, Body: `what ${Key} holds` }));
const keysUnder = async (Prefix: string) => {
  const { Contents = [] } = await s3With().send(new ListObjectsV2Command({ Bucket: run.s3.bucket, Prefix }));
  return Contents.map(({ Key }) => Key);
};
const uploads = async () =>
  (await s3With(asDestroy).send(new ListMultipartUploadsCommand({ Bucket: run.s3.bucket }))).Uploads ?? [];

const add = (id: string, email: string) =>
  operatorOf(run).request("POST", "/controllers", {
    id,
    name: `Voorbeeld ${id}`,
    language: "nl",
    listed: true,
    contacts: [{ email, role: "privacy" }],
  });

/** One hourly run with the clock of its function there. */
const destroyAt = async (time: number) => {
  const ended = await command(run, "run", "destroy", "--at", new Date(time).toISOString(), "--json");
  return { exitCode: ended.exitCode, ...JSON.parse(ended.stdout) };
};

const mailOfType = (type: string, mails: readonly Mail[]) => mails.filter((mail) => typeOf(mail) === type);

const lastDay = new Date().toISOString().slice(0, 10);
const { dueDay, destroyNotBefore } = destructionDeadline(lastDay);
const due = Date.parse(destroyNotBefore);

describe("the end of an agreement", () => {
  // F2, F3, F9, F10, F11, F12, F17, F18, A17
  test("leads to the destruction of the controller's data, of nothing else, and to a certificate", async () => {
    await add("voorbeeld-bv-2", "privacy@tweede.example");
    await add("voorbeeld-b", "privacy@derde.example");
    const neighbours = ["controllers/voorbeeld-bv-2/dossier.txt", "controllers/voorbeeld-b/dossier.txt"];
    const own = ["controllers/voorbeeld-bv/klanten.csv", "controllers/voorbeeld-bv/a/b & <c>.txt"];
    for (const key of [...own, ...neighbours]) await put(key);
    await s3With().send(
      new CreateMultipartUploadCommand({ Bucket: run.s3.bucket, Key: "controllers/voorbeeld-bv/half" }),
    );
    const foreignRule = {
      ID: "theirs",
      Status: "Enabled" as const,
      Filter: { Prefix: "tmp/" },
      Expiration: { Days: 9 },
    };
    await s3With(asDestroy).send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: run.s3.bucket,
        LifecycleConfiguration: { Rules: [foreignRule] },
      }),
    );

    const theirs = await submitRequest(run.api, submission({ controllerId: "voorbeeld-bv" }));
    const others = await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
    const shared = await submitReport(run.api, report(), run.reporterCode);
    for (const receipt of [theirs, others]) {
      await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
    }
    await eventually(async () => expect((await breachStatus(run.api, shared)).status).toBe("forwarded"), {
      within,
    });

    const terminated = await terminate(run, "voorbeeld-bv", lastDay);
    const { reference } = terminated;
    expect(terminated).toMatchObject({
      dueDay,
      destroyNotBefore,
      reading: "date_to_date",
    });
    const mailsOf = async () => mailsAbout(reference, await run.mails());
    const told = await eventually(
      async () => {
        const [mail] = mailOfType("termination", await mailsOf());
        expect(mail?.destination.to).toEqual(["privacy@voorbeeld.example"]);
        return mail;
      },
      { within },
    );
    for (const part of [told?.body.text, told?.body.html]) {
      expect(part).toContain(`${run.s3.bucket}/controllers/voorbeeld-bv/`);
    }

    // The month runs: a request is still forwarded, and the controller is told again a week before.
    const late = await submitRequest(run.api, submission({ controllerId: "voorbeeld-bv" }));
    await eventually(
      async () => {
        const { status, timeline } = await readStatus(run.api, late);
        expect(status).toBe("forwarded");
        // Until then its mail is still on its way, and a sweep with its clock ahead would be in the way of that.
        expect(timeline.map(({ event }) => event)).toContain("acknowledgement_delivered");
      },
      { within },
    );
    const week = new Date(due - 7 * 24 * 60 * minute + minute).toISOString();
    expect((await command(run, "run", "sweep", "--at", week)).exitCode).toBe(0);
    await eventually(async () => expect(mailOfType("termination", await mailsOf())).toHaveLength(2), {
      within,
    });

    expect(await destroyAt(due - 30 * minute)).toEqual({ exitCode: 0, due: 0, destroyed: 0, remaining: 0 });
    expect(await keysUnder("controllers/voorbeeld-bv/")).toHaveLength(2);
    expect(await statusOf(run.api, theirs)).toBe("forwarded");

    // The first run closes the intake and leaves it at that.
    expect(await destroyAt(due + 30 * minute)).toEqual({ exitCode: 1, due: 1, destroyed: 0, remaining: 1 });
    await eventually(
      async () => {
        const answer = await postRequest(run.api, submission({ controllerId: "voorbeeld-bv" }));
        expect(answer.status).toBe(410);
      },
      { within },
    );
    expect(await keysUnder("controllers/voorbeeld-bv/")).toHaveLength(2);
    expect(await statusOf(run.api, theirs)).toBe("forwarded");

    expect(await destroyAt(due + 90 * minute)).toEqual({ exitCode: 0, due: 1, destroyed: 1, remaining: 0 });
    expect(await keysUnder("controllers/voorbeeld-bv/")).toEqual([]);
    expect(await uploads()).toEqual([]);
    for (const key of neighbours) expect(await keysUnder(key)).toEqual([key]);
    const { Rules } = await s3With().send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: run.s3.bucket }),
    );
    expect(Rules).toEqual([foreignRule]);

    // What concerned only this controller is gone; what concerned others is as it was, without it.
    for (const receipt of [theirs, late]) {
      const answer = await fetch(`${run.api}/requests/${receipt.reference}`, {
        headers: { authorization: `Bearer ${receipt.receiptCode}` },
      });
      expect(answer.status).toBe(404);
    }
    expect(await statusOf(run.api, others)).toBe("forwarded");
    const after = await breachStatus(run.api, shared);
    expect(after.controllers.map(({ id, status }) => [id, status])).toEqual([["example-ltd", "forwarded"]]);

    const certificates = await eventually(
      async () => {
        const found = mailOfType("certificate", await mailsOf());
        expect(found).toHaveLength(2);
        return found;
      },
      { within },
    );
    expect(certificates.flatMap(({ destination }) => destination.to).sort()).toEqual([
      "directie@voorbeeld.example",
      "privacy@voorbeeld.example",
    ]);
    const [certificate] = certificates;
    expect(certificate?.subject).toBe(`[${reference}] Verklaring van vernietiging`);
    const attached = Buffer.from(certificate?.attachments[0]?.content ?? "", "base64").toString();
    expect(JSON.parse(attached)).toMatchObject({
      reference,
      controller: { id: "voorbeeld-bv" },
      countsAreExact: true,
      objects: [{ prefix: "controllers/voorbeeld-bv/", deleted: { versions: 2, unfinishedUploads: 1 } }],
      records: { sharedBreachReports: 1 },
    });
    const shown = await command(run, "destruction", "certificate", "voorbeeld-bv", "--json");
    // What went out also says how far the evidence was by then.
    const { evidence, ...certified } = JSON.parse(attached);
    expect(evidence).toMatchObject({ chain: "controllers/voorbeeld-bv", sequence: expect.any(Number) });
    expect(JSON.parse(shown.stdout)).toEqual(certified);
    expect(await run.mails()).not.toContainEqual(
      expect.objectContaining({ subject: expect.stringContaining("niet voltooid") }),
    );

    // There is no way back, nothing more to do, and a breach that shows late still reaches it.
    const withdrawal = await command(run, "agreements", "withdraw-termination", "voorbeeld-bv");
    expect(withdrawal).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("has begun") });
    expect(await destroyAt(due + 150 * minute)).toMatchObject({ exitCode: 0, destroyed: 0, remaining: 0 });
    const breach = await submitReport(run.api, report({ controllerIds: ["voorbeeld-bv"] }), run.reporterCode);
    await eventually(
      async () => {
        const [notice] = mailOfType("breach-notice", mailsAbout(breach.reference, await run.mails()));
        expect(notice?.destination.to).toEqual(["privacy@voorbeeld.example"]);
      },
      { within },
    );
  }, 120_000);

  // F3, F18
  test("can be withdrawn until then, and the controller is told", async () => {
    const { reference } = await terminate(run, "example-ltd", lastDay);
    expect((await command(run, "agreements", "withdraw-termination", "example-ltd")).exitCode).toBe(0);
    await eventually(
      async () => expect(mailOfType("termination", mailsAbout(reference, await run.mails()))).toHaveLength(2),
      { within },
    );
    expect(await destroyAt(due + 24 * 60 * minute)).toMatchObject({
      exitCode: 0,
      destroyed: 0,
      remaining: 0,
    });
    await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
  });
});
