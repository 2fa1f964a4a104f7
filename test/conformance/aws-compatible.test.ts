import { readFileSync } from "node:fs";
import { DynamoDBClient, ListTablesCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSendQuotaCommand, SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDescription, runFile } from "../../infra/local/run-file.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import { breachStatus, submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { sampleFile } from "../support/files.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { command } from "../support/operator.ts";
import { attach, mailsAbout, postRequest, statusOf, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";
import { awsCompatible } from "./aws-compatible.ts";

const within = 40_000;
const timeout = 120_000;
const minute = 60_000;
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

describe.each(awsCompatible)("the local run on $name", ({ name, isInstalled, variables, start }) => {
  describe.skipIf(!isInstalled)(isInstalled ? "does" : `(skipped: ${name} is not installed)`, () => {
    let run: LocalRun;
    let server: Awaited<ReturnType<typeof start>>;

    beforeAll(async () => {
      server = await start();
      const environment = Object.fromEntries(variables.map((variable) => [variable, server.endpoint]));
      run = await startLocalRun({ environment });
    }, timeout);

    afterAll(async () => {
      await run?.kill();
      await server?.stop();
    });

    const typesAbout = async (reference: string) =>
      mailsAbout(reference, await run.mails()).map((mail) => [typeOf(mail), mail.destination.to[0]]);

    const destroyAt = async (time: number) => {
      const { stdout } = await command(run, "run", "destroy", "--at", new Date(time).toISOString(), "--json");
      return JSON.parse(stdout);
    };

    test(
      "forward a request, whose items and mails are there",
      async () => {
        const receipt = await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
        await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
        await eventually(
          async () =>
            expect((await typesAbout(receipt.reference)).toSorted()).toEqual([
              ["acknowledgement", "noor@example.org"],
              ["request", "privacy@example-ltd.example"],
            ]),
          { within },
        );
        const there = { endpoint: server.endpoint, region: run.s3.region, credentials };
        const dynamodb = new DynamoDBClient(there);
        const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
        const stored = await Promise.all(
          TableNames.map((TableName) => dynamodb.send(new ScanCommand({ TableName }))),
        );
        expect(stored.flatMap(({ Items = [] }) => Items.map(({ pk }) => pk?.S))).toContain(receipt.reference);
        const { SentLast24Hours } = await new SESClient(there).send(new GetSendQuotaCommand({}));
        expect(SentLast24Hours).toBeGreaterThanOrEqual(2);
      },
      timeout,
    );

    test(
      "tell every controller of a breach",
      async () => {
        const receipt = await submitReport(run.api, report(), run.reporterCode);
        await eventually(
          async () => expect((await breachStatus(run.api, receipt)).status).toBe("forwarded"),
          { within },
        );
        const notices = (await typesAbout(receipt.reference)).filter(([type]) => type === "breach-notice");
        expect(notices.map(([, to]) => to).toSorted()).toEqual([
          "privacy@example-ltd.example",
          "privacy@voorbeeld.example",
        ]);
      },
      timeout,
    );

    test(
      "take a file, look at it and tell the controller",
      async () => {
        const receipt = await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
        await attach(run.api, { path: "requests", ...receipt }, sampleFile());
        // A server that tells of no file leaves it to the schedule.
        const { control, controlToken } = runDescription.parse(
          JSON.parse(readFileSync(runFile(run.data), "utf8")),
        );
        const looked = await fetch(`${control}/invoke/check-attachments`, {
          method: "POST",
          headers: { authorization: `Bearer ${controlToken}` },
          body: "{}",
        });
        expect(looked.status).toBe(200);
        await eventually(
          async () =>
            expect(await typesAbout(receipt.reference)).toContainEqual([
              "attachment",
              "privacy@example-ltd.example",
            ]),
          { within },
        );
      },
      timeout,
    );

    test(
      "destroy a controller's data after the end of its agreement, and certify it",
      async () => {
        const { endpoint, bucket: Bucket, region } = run.s3;
        const s3 = new S3Client({ endpoint, region, credentials: run.s3, forcePathStyle: true });
        const keys = ["controllers/voorbeeld-bv/klanten.csv", "controllers/example-ltd/klanten.csv"];
        for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
        const receipt = await submitRequest(run.api, submission({ controllerId: "voorbeeld-bv" }));
        await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });

        const lastDay = new Date().toISOString().slice(0, 10);
        const due = Date.parse(destructionDeadline(lastDay).destroyNotBefore);
        const terminate = ["agreements", "terminate", "voorbeeld-bv", "--last-day", lastDay, "--json"];
        const { stdout } = await command(run, ...terminate);
        const { reference } = JSON.parse(stdout);
        await eventually(
          async () =>
            expect(await typesAbout(reference)).toContainEqual(["termination", "privacy@voorbeeld.example"]),
          { within },
        );
        expect(await destroyAt(due + 30 * minute)).toMatchObject({ destroyed: 0, remaining: 1 });
        expect(await destroyAt(due + 90 * minute)).toMatchObject({ destroyed: 1, remaining: 0 });

        await eventually(
          async () =>
            expect((await typesAbout(reference)).filter(([type]) => type === "certificate")).toHaveLength(2),
          { within },
        );
        await eventually(
          async () => {
            const answer = await postRequest(run.api, submission({ controllerId: "voorbeeld-bv" }));
            expect(answer.status).toBe(410);
          },
          { within },
        );
        const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "controllers/" }));
        expect(Contents?.map(({ Key }) => Key)).toContain(keys[1]);
        expect(Contents?.map(({ Key }) => Key)).not.toContain(keys[0]);
      },
      timeout,
    );
  });
});
