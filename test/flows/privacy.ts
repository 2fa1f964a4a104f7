import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { metrics } from "../../shared/metrics.ts";
import { postReport, postUpdate, submitReport } from "../support/breach-api.ts";
import { canaries, canarySubmission } from "../support/canaries.ts";
import { eventually } from "../support/eventually.ts";
import { linesOf } from "../support/faults.ts";
import { pdf, sampleFile } from "../support/files.ts";
import type { LocalRun } from "../support/local-run.ts";
import { command } from "../support/operator.ts";
import {
  askForm,
  fileLinkIn,
  mailsAbout,
  postAttachment,
  postRequest,
  sendForm,
  submitRequest,
  typeOf,
} from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

const within = 20_000;

let run: LocalRun;

async function logs(): Promise<string> {
  const folder = join(run.data, "logs");
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}

/** Tests of what a local run writes down about people. */
export function testPrivacy(started: () => LocalRun): void {
  beforeAll(() => {
    run = started();
  });

  describe("what a run writes for its operator", () => {
    // C11, H3
    test("holds nothing that a person typed: not when it is accepted, not when it is refused", async () => {
      const { controllerId, ...asked } = { ...canarySubmission, organisation: canaries.organisation };
      const { dataSubject } = asked;
      const toDesk = await submitRequest(run.api, asked);
      const toController = await submitRequest(run.api, { ...asked, controllerId });
      await postRequest(run.api, { ...asked, dataSubject: { ...dataSubject, name: `${canaries.name}\n` } });
      await postRequest(run.api, { ...asked, [canaries.message]: 1 });
      await postRequest(run.api, { ...asked, controllerId: canaries.identifier });
      await postRequest(run.api, asked, { "idempotency-key": canaries.identifier });
      for (const { reference } of [toDesk, toController]) {
        const applied = () => linesOf(run, "track-delivery", ["MAIL_EVENT_APPLIED"], reference);
        await eventually(() => expect(applied()).toHaveLength(2), { within });
      }

      const written = `${await logs()}\n${run.output()}`;
      for (const { reference } of [toDesk, toController]) expect(written).toContain(reference);
      for (const canary of [...Object.values(canaries), toDesk.receiptCode, toController.receiptCode]) {
        expect(written).not.toContain(canary);
      }
    });

    // H3
    test("measures in numbers alone, without a dimension", async () => {
      await submitRequest(run.api, submission());
      const lines = (await logs()).split("\n").filter((line) => line.startsWith('{"_aws":'));
      expect(lines).not.toEqual([]);
      for (const line of lines) {
        const { _aws, ...values } = JSON.parse(line);
        for (const { Namespace, Dimensions, Metrics } of _aws.CloudWatchMetrics) {
          expect([Namespace, Dimensions]).toEqual(["Meldpunt", [[]]]);
          expect(Metrics.map(({ Name }: { Name: string }) => Name)).toEqual(Object.keys(values));
        }
        expect(Object.keys(metrics)).toEqual(expect.arrayContaining(Object.keys(values)));
        for (const value of Object.values(values).flat()) expect(value).toEqual(expect.any(Number));
      }
    });

    // C11, H3
    test("holds nothing of a file that somebody attached, or was refused, nor of the form and the pages that it had", async () => {
      const receipt = await submitRequest(run.api, submission());
      const { reference } = receipt;
      const to = { path: "requests", ...receipt } as const;
      const file = sampleFile({ filename: `${canaries.filename}.pdf`, bytes: pdf(canaries.inside) });
      const { id, upload } = await askForm(run.api, to, file);
      const leadsTo = (await sendForm({ id, upload }, file.bytes)).headers.get("location") ?? "";
      expect((await fetch(leadsTo)).status).toBe(200);
      await postAttachment(run.api, to, { filename: `${canaries.filename}\n`, contentType: "x", size: -1 });
      await postAttachment(run.api, { ...to, receiptCode: canaries.identifier }, { [canaries.filename]: 1 });
      const link = await eventually(
        async () => {
          const told = mailsAbout(reference, await run.mails()).find((mail) => typeOf(mail) === "attachment");
          if (!told) throw new Error("the controller was not told of the file");
          return fileLinkIn(told);
        },
        { within },
      );
      expect((await fetch(link, { method: "POST", redirect: "manual" })).status).toBe(303);

      const written = `${await logs()}\n${run.output()}`;
      expect(written).toContain(reference);
      const tokens = [link, leadsTo].map((url) => new URL(url).pathname.split("/").at(-1));
      const { Policy, "X-Amz-Signature": signature } = upload.fields;
      const secrets = [...Object.values(canaries), receipt.receiptCode, ...tokens, Policy, signature];
      for (const secret of secrets) expect(written).not.toContain(String(secret));
    });

    // C11, H3, B2
    test("holds nothing of a breach report, of what is added to it, or of a code that came with it", async () => {
      const { name, email, identifier: phone, message } = canaries;
      const wrongCode = "0123456789ABCDEFGHJKMNPQRS";
      const reported = {
        occurrence: "suspected",
        organisation: canaries.organisation,
        reporter: { name, email, phone, organisation: canaries.organisation },
        discoveredAt: "2026-11-22T08:30:00+01:00",
        description: message,
        contact: { name, email: canaries.representative },
      };
      const receipt = await submitReport(run.api, reported, wrongCode);
      expect((await postUpdate(run.api, receipt, { note: message, cause: message })).status).toBe(201);
      await postReport(run.api, { ...reported, description: `${message}\u0000` });
      await postReport(run.api, { ...reported, controllerIds: [canaries.identifier] });
      await postUpdate(run.api, receipt, { [message]: message });
      const { reference } = receipt;
      await command(run, "breaches", "assign", reference, "--controller", "voorbeeld-bv");
      await command(run, "breaches", "confirm", reference, "--yes");
      await command(run, "breaches", "withdraw", reference, "--because", message);
      await eventually(
        async () => {
          const ofReport = mailsAbout(reference, await run.mails()).map(typeOf);
          expect(ofReport.filter((type) => type === "breach-notice")).toHaveLength(2);
        },
        { within },
      );

      const written = `${await logs()}\n${run.output()}`;
      expect(written).toContain(reference);
      for (const canary of [...Object.values(canaries), receipt.receiptCode, wrongCode])
        expect(written).not.toContain(canary);
      expect(await logs()).not.toContain(run.reporterCode);
    });
  });
}
