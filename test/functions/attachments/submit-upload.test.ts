import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AskedUpload,
  type SubmitUploadDependencies,
  submitUpload,
} from "../../../functions/attachments/submit-upload.ts";
import { openCase } from "../../../functions/request/request.ts";
import type { RequestEntry } from "../../../functions/request/request-entry.ts";
import {
  formMilliseconds,
  mostAttachments,
  mostForms,
  type Upload,
} from "../../../shared/attachments/upload.ts";
import { attachment } from "../../support/attachments.ts";
import { assigned } from "../../support/requests.ts";
import { submission, voorbeeld } from "../../support/submissions.ts";

const start = new Date("2026-11-22T10:20:00Z");
const hour = 3_600_000;
const opened = openCase(
  {
    submission: submission(),
    body: "",
    key: "a secret from a random source",
    controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
    language: "nl",
    at: start,
  },
  0,
);
const { reference } = opened.case;

/** A request in memory: forms are asked for it, and files come and are taken to it. */
function requestInMemory() {
  const uploads: Upload[] = [];
  const entries: RequestEntry[] = [];
  let [now, asked] = [start, 0];
  const dependencies: SubmitUploadDependencies = {
    readRequest: async () => ({
      case: opened.case,
      entries: [...entries],
      deliveries: [],
      uploads: [...uploads],
    }),
    readBreach: async () => undefined,
    readReceiptHash: async () => undefined,
    readController: async () => voorbeeld(),
    addUpload: async (upload) => {
      if (uploads.some(({ number }) => number === upload.number)) return false;
      uploads.push(upload);
      return true;
    },
    signForm: async ({ key }) => ({ url: "https://uploads.example/", fields: { key } }),
    publicUrl: "https://meldpunt.example",
    now: () => now,
  };
  const isGood = ({ at }: Upload) => now.getTime() < Date.parse(at) + formMilliseconds;
  const isAttached = ({ id }: Upload) => entries.some((entry) => entry.attachment?.id === id);
  return {
    uploads,
    ask(key = `a secret from a random source, ${asked++}`, body = "") {
      const access = { kind: "request", reference, receiptCode: opened.receiptCode } as const;
      const call: AskedUpload = {
        ...access,
        announced: undefined,
        scope: "POST",
        body,
        key,
        language: "nl",
      };
      return submitUpload(call, dependencies);
    },
    send(n: number) {
      const upload = uploads[n % (uploads.length || 1)];
      if (upload && isGood(upload)) upload.arrivedAt ??= now.toISOString();
    },
    attach(n: number) {
      const upload = uploads[n % (uploads.length || 1)];
      if (upload?.arrivedAt === undefined || isAttached(upload)) return;
      const { id, number } = upload;
      const file = attachment({ id, number });
      entries.push(assigned({ sequence: entries.length + 1, move: "attach", attachment: file }));
    },
    wait(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
    /** Its files, those that come and are not taken to it yet, and those that can come still. */
    live: () => uploads.filter((one) => isAttached(one) || one.arrivedAt !== undefined || isGood(one)).length,
  };
}

// D1
test("However forms are asked for, used and run out, a case never has more than five files, or forms for them", async () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("ask" as const), n: fc.integer({ min: 1, max: 2 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("send" as const), n: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("attach" as const), n: fc.nat(20) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("wait" as const),
        n: fc.constantFrom(1, formMilliseconds - 1, formMilliseconds, hour),
      }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const request = requestInMemory();
      for (const { do: what, n } of steps) {
        const before = request.live();
        if (what === "ask") {
          const answers = await Promise.allSettled(Array.from({ length: n }, () => request.ask()));
          const given = answers.filter(({ status }) => status === "fulfilled").length;
          expect(given).toBe(Math.min(n, mostAttachments - before));
        } else request[what](n);
        expect(request.live()).toBeLessThanOrEqual(mostAttachments);
      }
      const numbers = request.uploads.map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, n) => n + 1));
    }),
    { numRuns: 30 },
  );
});

test("Fifty forms are given out for a case, and then none; each is still answered under its key", async () => {
  const request = requestInMemory();
  const keys = Array.from({ length: mostForms }, (_, n) => `a secret from a random source: ${n}`);
  const given: Upload[] = [];
  for (const key of keys) {
    given.push((await request.ask(key)).upload);
    request.wait(formMilliseconds);
  }
  await expect(request.ask()).rejects.toMatchObject({ reason: "too_many_attachments" });
  request.wait(100 * hour);
  for (const [n, key] of keys.entries()) {
    const { upload, replayed } = await request.ask(key);
    expect({ upload, replayed }).toEqual({ upload: given[n], replayed: true });
    await expect(request.ask(key, "another")).rejects.toMatchObject({ reason: "idempotency_key_reused" });
  }
});
