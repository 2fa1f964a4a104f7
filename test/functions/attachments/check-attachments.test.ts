import { beforeEach, describe, expect, test } from "vitest";
import { attachmentLetters } from "../../../functions/attachments/attachment-letters.ts";
import { attachmentsHandOverSchema } from "../../../functions/attachments/attachments-hand-over.ts";
import type { BreachCase, BreachEntry } from "../../../functions/breach/breach.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { appendEntry as appendToBreach, readBreach } from "../../../functions/breach/breach-store.ts";
import { deskRegisters } from "../../../functions/request/request.ts";
import type { RequestEntry } from "../../../functions/request/request-entry.ts";
import { appendEntry } from "../../../functions/request/request-store.ts";
import type { Upload } from "../../../shared/attachments/upload.ts";
import { readIndex } from "../../../shared/query.ts";
import { attachment } from "../../support/attachments.ts";
import { breachCase, entry, noticeDelivery } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { logged } from "../../support/logged.ts";
import { assigned, closed, unassignedCase } from "../../support/requests.ts";
import { requestCase, voorbeeld } from "../../support/submissions.ts";
import {
  arrival,
  buckets,
  type FileWorld,
  fileWorlds,
  pdf,
  quarter,
  scanned,
  sha256Of,
} from "./file-world.ts";

const openWorld = fileWorlds();
let world: FileWorld;

beforeEach(async () => {
  world = await openWorld();
});

const sha256 = sha256Of(pdf);
const other = Buffer.concat([pdf, Buffer.from("%%EOF\n")]);
const scans = { isScanned: true };
const codes = () => logged.map((line) => JSON.parse(line).code);

/** What is known of the files of a case, entry by entry. */
async function told({ reference }: Upload) {
  const entries = await world.files(reference);
  return entries.flatMap(({ move, attachment }) => (attachment ? [{ move, ...attachment }] : []));
}

/** That the file was attached once, is kept as it was, and is nowhere else. */
async function expectKept(form: Upload, bytes: Uint8Array = pdf, key = form.key) {
  expect(await told(form)).toMatchObject([{ move: "attach", id: form.id, sha256: sha256Of(bytes) }]);
  expect(await world.keys("uploads")).toEqual([]);
  expect(await world.keys("kept")).toEqual([`${key}-${sha256Of(bytes)}`]);
  expect(sha256Of(await world.bytes(`${key}-${sha256Of(bytes)}`))).toBe(sha256Of(bytes));
}

/** That nothing is told of a file, and nothing kept. */
async function expectGone(form: Upload) {
  expect(await told(form)).toEqual([]);
  expect(await world.keys("uploads")).toEqual([]);
  expect(await world.keys("kept")).toEqual([]);
}

describe("a file that arrives", () => {
  test("comes to its request, with what it is, and leaves the bucket of uploads", async () => {
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key));
    const [first] = await world.files(form.reference);
    expect(first).toMatchObject({
      move: "attach",
      by: "person",
      controllerId: "voorbeeld-bv",
      attachment: {
        id: form.id,
        number: 1,
        filename: "volmacht.pdf",
        contentType: "application/pdf",
        size: pdf.length,
        sha256,
        findings: [],
        scan: "off",
      },
    });
    expect(first?.letters?.map(({ language }) => language)).toEqual(["nl", "en"]);
    expect(first?.pendingShard).toBeDefined();
    await expectKept(form);
  });

  test("of a request without a controller is kept with the desk", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    await world.check(arrival(form.key));
    await expectKept(form);
  });

  test("leaves a request that waits for the desk on the list of what waits", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    await world.check(arrival(form.key));
    const waiting = await readIndex(world.table, "register", deskRegisters.waiting);
    expect(waiting.map(({ pk }) => pk)).toEqual([of.reference]);
  });

  test("of a request that was assigned meanwhile is kept with its controller", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    await appendEntry(world.table, assigned(), of);
    await world.check(arrival(form.key));
    await expectKept(form, pdf, `controllers/voorbeeld-bv/attachments/${of.reference}/${form.id}`);
  });

  test("of a request that is assigned while it is looked at is kept with its controller, and nowhere else", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    world.beforeCopy(() => appendEntry(world.table, assigned(), of));
    await world.check(arrival(form.key));
    await expectKept(form, pdf, `controllers/voorbeeld-bv/attachments/${of.reference}/${form.id}`);
  });

  test("of a known reporter comes to the report and may leave at once, one of anybody else may not", async () => {
    const known = await world.breach();
    const { reporterId: _, ...unknown } = breachCase({ reference: "BR-AAAA-BBBB-CCCC" });
    const stranger = await world.breach(unknown);
    for (const form of [known, stranger]) {
      await world.send(form);
      await world.check(arrival(form.key));
    }
    const [first] = await world.files(known.reference);
    expect(first).toMatchObject({ by: "reporter", vouched: true, concerns: ["voorbeeld-bv", "example-ltd"] });
    expect(await world.files(stranger.reference)).toMatchObject([{ by: "reporter", vouched: false }]);
    expect(await world.keys("kept")).toEqual([`${stranger.key}-${sha256}`, `${known.key}-${sha256}`]);
  });

  test("is told of with all files until then", async () => {
    const form = await world.request();
    const second = await world.form({
      reference: form.reference,
      number: 2,
      id: "abcdefghjkmn",
      key: form.key.replace(form.id, "abcdefghjkmn"),
    });
    for (const one of [form, second]) {
      await world.send(one);
      await world.check(arrival(one.key));
    }
    const handed = (await world.files(form.reference)).map(({ letters = [] }) => letters[0]?.handOver?.data);
    expect(handed).toMatchObject([
      { attachments: [{ id: form.id }] },
      { attachments: [{ id: form.id }, { id: second.id }] },
    ]);
  });

  test("is written down as arrived when it was seen first", async () => {
    world.changes = scans;
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key));
    world.now = new Date("2026-11-22T10:45:00Z");
    await world.check(quarter);
    expect((await world.uploads(form.reference))[0]?.arrivedAt).toBe("2026-11-22T10:30:00.000Z");
  });

  // D4
  test("and is of another type than was announced is kept, and that is said", async () => {
    const form = await world.request();
    const html = Buffer.from("<!DOCTYPE html><script>alert(1)</script>");
    await world.send(form, html);
    await world.check(arrival(form.key));
    expect(await told(form)).toMatchObject([
      { contentType: "text/html", findings: ["mismatch", "unknown", "dangerous"] },
    ]);
    await expectKept(form, html);
  });

  // D9
  test("is kept byte for byte, without what its sender wrote beside it", async () => {
    const form = await world.request();
    const bytes = Buffer.concat([Buffer.from("\xff\xd8\xff\xe1\x00\x10Exif\0\0GPS", "latin1")]);
    await world.send(form, bytes);
    await world.check(arrival(form.key));
    await expectKept(form, bytes);
    expect(await world.typeOf(`${form.key}-${sha256Of(bytes)}`)).toBe("application/octet-stream");
  });
});

describe("the mail about a file of a breach report", () => {
  const { reporterId: _, ...unknown } = breachCase();
  const desk = { by: "arn:aws:iam::000000000000:user/operator" } as const;
  const flow = breachFlow({ noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 });

  /** Lets files come and the desk decide in between; gives the numbers of the files that each file's last mail lists. */
  async function listed(of: BreachCase, steps: readonly (number | "malware" | Partial<BreachEntry>)[]) {
    const first = await world.breach(of);
    world.changes = scans;
    let last = { form: first, etag: "" };
    for (const step of steps) {
      if (typeof step === "number") {
        const id = `00000000000${step}`;
        const key = first.key.replace(first.id, id);
        const form = await world.stored({ ...first, number: step, id, key });
        last = { form, etag: await world.send(form, Buffer.concat([pdf, Buffer.from(`% ${step}`)])) };
        await world.check(scanned(key, last.etag, "NO_THREATS_FOUND"));
      } else if (step === "malware") {
        await world.check(scanned(last.form.key, last.etag, "THREATS_FOUND"));
      } else {
        const sequence = (await world.files(of.reference)).length + 1;
        await appendToBreach(world.table, entry({ reference: of.reference, sequence, ...desk, ...step }));
      }
    }
    const found = await readBreach(world.table, of.reference);
    if (!found) throw new Error("the report is gone");
    const opened = flow(found.case, found.entries);
    const moment = { deliveries: new Map(), now: world.now, publicUrl: "https://api.example" };
    const wanted = opened.wants(moment).filter(({ linked, type }) => linked && type !== "acknowledgement");
    return wanted
      .filter(({ type, id }) => type === "desk" || id.endsWith("-voorbeeld-bv"))
      .filter(({ type }) => type !== "breach-notice")
      .map(({ id, type }) => {
        const { handOver } = opened.compose(noticeDelivery({ id, type }), moment);
        const { attachments } = attachmentsHandOverSchema.parse(handOver);
        return [id, attachments.map(({ number, scan }) => (scan === "threat" ? `${number} gone` : number))];
      });
  }

  // B1
  test("lists to the controllers no file that the desk dropped, or has not decided on", async () => {
    const dropped = [1, { move: "discard", because: "Onzin." }, 2, { move: "release" }] as const;
    expect(await listed(unknown, dropped)).toEqual([["attachment-3-voorbeeld-bv", [2]]]);
  });

  // B1
  test("lists what waits together to the desk, and to the controllers once it let that out", async () => {
    expect(await listed(unknown, [1, 2])).toEqual([
      ["desk-1", [1]],
      ["desk-2", [1, 2]],
    ]);
    const other = { ...unknown, reference: "BR-AAAA-BBBB-CCCC" };
    expect(await listed(other, [1, 2, { move: "release" }])).toEqual([
      ["attachment-1-voorbeeld-bv", [1]],
      ["attachment-2-voorbeeld-bv", [1, 2]],
    ]);
  });

  // B1
  test("of a known reporter lists none that came before and still waits", async () => {
    const steps = [1, { move: "confirm" }, 2] as const;
    expect(await listed(breachCase({ began: "held" }), steps)).toEqual([
      ["attachment-1-voorbeeld-bv", [1]],
      ["attachment-3-voorbeeld-bv", [1, 2]],
    ]);
    const of = breachCase({ reference: "BR-AAAA-BBBB-CCCC" });
    const file = { ...attachment({ number: 5 }), at: of.receivedAt };
    const telling = { of: { reference: of.reference, place: { kind: "breach" } }, move: "attach" } as const;
    const letters = attachmentLetters(telling, [file], file.id);
    const strangers = {
      move: "attach",
      vouched: false,
      attachment: attachment({ number: 5 }),
      letters,
    } as const;
    expect(await listed(of, [strangers, 2])).toEqual([
      ["desk-1", [5]],
      ["attachment-2-voorbeeld-bv", [2]],
    ]);
  });

  // B1, D7
  test("in which malware is found while it waits tells that to the desk, and then to the controllers", async () => {
    expect(await listed(unknown, [1, "malware"])).toEqual([["desk-2", ["1 gone"]]]);
    const other = { ...unknown, reference: "BR-AAAA-BBBB-CCCC" };
    expect(await listed(other, [1, "malware", { move: "release" }, 2])).toEqual([
      ["desk-4", ["1 gone", 2]],
      ["attachment-2-voorbeeld-bv", ["1 gone"]],
    ]);
  });
});

describe("a file that nothing awaits", () => {
  const drops: [string, () => Promise<Upload>][] = [
    [
      "of a form that was never given out",
      async () => ({ ...(await world.request()), id: "zzzzzzzzzzzz", key: otherKey("zzzzzzzzzzzz") }),
    ],
    [
      "under a key of another place than its form's",
      async () => ({ ...(await world.request()), key: elsewhere }),
    ],
    ["of a case that is gone", async () => world.form({ reference: "DSR-AAAA-BBBB-CCCC" })],
    [
      "of a request that was closed",
      async () => {
        const form = await world.request();
        await appendEntry(world.table, closed({ reference: form.reference }), requestCase());
        return form;
      },
    ],
    [
      "of a request whose controller takes none any more",
      async () => {
        const termination = { reference: "AGR-AAAA-BBBB-CCCC", phase: "closed" as const };
        await changeControllers(world.table, () => voorbeeld({ version: 2, termination }));
        return world.request();
      },
    ],
    [
      "of a report that was dismissed",
      async () => {
        const of = breachCase({ began: "held" });
        const form = await world.breach(of);
        await appendToBreach(world.table, entry({ reference: of.reference, move: "dismiss", by: "desk" }));
        return form;
      },
    ],
  ];
  const otherKey = (id: string) => `controllers/voorbeeld-bv/attachments/${requestCase().reference}/${id}`;
  const elsewhere = `controllers/example-ltd/attachments/${requestCase().reference}/0123456789ab`;

  // D2, D3
  test.each(drops)("is deleted: %s", async (_, prepare) => {
    const form = await prepare();
    await world.send(form);
    await world.check(arrival(form.key));
    await expectGone(form);
    expect(codes()).toContain("UPLOAD_DROPPED");
  });

  // D3
  test("is deleted under a key that no form names", async () => {
    await world.send({ key: "controllers/../../etc/passwd" });
    await world.check(arrival("controllers/../../etc/passwd"));
    expect(await world.keys("uploads")).toEqual([]);
  });

  test("is left alone in a bucket that is not ours to empty", async () => {
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key, buckets.kept));
    await world.check(arrival("malware-protection-resource-validation-object"));
    expect(await world.keys("uploads")).toEqual([form.key]);
    expect(await told(form)).toEqual([]);
  });

  test("is deleted when its case closes while it is looked at, with what was kept of it", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    world.beforeCopy(() => appendEntry(world.table, closed(), of));
    await world.check(arrival(form.key));
    await expectGone(form);
  });
});

describe("a form that is used twice", () => {
  // D1
  test("brings the first file only", async () => {
    const form = await world.request();
    await world.send(form);
    await world.check(arrival(form.key));
    await world.send(form, other);
    await world.check(arrival(form.key));
    await expectKept(form);
  });

  // D1
  test("before anybody looked brings the last file", async () => {
    const form = await world.request();
    await world.send(form);
    await world.send(form, other);
    await world.check(arrival(form.key));
    await world.check(arrival(form.key));
    await expectKept(form, other);
  });

  // D1
  test("while the first file is looked at brings one of them, and tells the digest of what is kept", async () => {
    const form = await world.request();
    await world.send(form);
    world.beforeCopy(() => world.send(form, other));
    await world.check(arrival(form.key));
    expect(await told(form)).toEqual([]);
    await world.check(arrival(form.key));
    await expectKept(form, other);
  });

  test("and looked at by two at once has one entry, and nothing else is kept", async () => {
    const form = await world.request();
    await world.send(form);
    await Promise.all([world.check(arrival(form.key)), world.check(arrival(form.key)), world.check(quarter)]);
    await expectKept(form);
  });

  test("and looked at by two at once with other bytes keeps what the entry tells", async () => {
    const form = await world.request();
    await world.send(form);
    world.beforeEntry(async () => {
      await world.send(form, other);
      await world.check(arrival(form.key));
    });
    await world.check(arrival(form.key));
    await expectKept(form, other);
  });
});

describe("by the clock", () => {
  test("what no event told of is looked at", async () => {
    const form = await world.request();
    await world.send(form);
    await world.check(quarter);
    await expectKept(form);
  });

  test("one file that cannot be looked at does not keep the others", async () => {
    const broken = await world.request();
    await world.stored({ ...broken, number: "one" as never });
    const form = await world.breach();
    await world.send(broken);
    await world.send(form);
    await world.check(quarter);
    expect(await told(form)).toHaveLength(1);
    expect(await world.keys("uploads")).toEqual([broken.key]);
    expect(codes()).toContain("ATTACHMENT_NOT_CHECKED");
  });

  test("nothing is begun when the time is up", async () => {
    const form = await world.request();
    await world.send(form);
    world.changes = { hasTime: () => false };
    await world.check(quarter);
    expect(await world.keys("uploads")).toEqual([form.key]);
  });

  test("the files that an assignment left with the desk come to the controller", async () => {
    const of = unassignedCase();
    const form = await world.atDesk(of);
    await world.send(form);
    await world.check(arrival(form.key));
    await appendEntry(world.table, assigned({ sequence: 2 }), of);
    await world.check(quarter);
    await expectKept(form, pdf, `controllers/voorbeeld-bv/attachments/${of.reference}/${form.id}`);
  });
});

describe("where files are scanned", () => {
  const NO = "NO_THREATS_FOUND";
  let form: Upload;
  let etag: string;

  beforeEach(async () => {
    world.changes = scans;
    form = await world.request();
    etag = await world.send(form);
  });

  test("a file waits for the result", async () => {
    await world.check(arrival(form.key));
    await world.check(quarter);
    expect(await told(form)).toEqual([]);
    expect(await world.keys("uploads")).toEqual([form.key]);
  });

  // D7
  test.each([
    [NO, "clean"],
    ["UNSUPPORTED", "unsupported"],
  ])(
    "the result %s lets it through as %s, also before it was told that the file arrived",
    async (status, scan) => {
      await world.check(scanned(form.key, etag, status));
      await world.check(arrival(form.key));
      expect(await told(form)).toMatchObject([{ scan }]);
      await expectKept(form);
    },
  );

  // D6
  test("a threat is told of, and the file is not kept", async () => {
    await world.check(arrival(form.key));
    await world.check(scanned(form.key, etag, "THREATS_FOUND"));
    expect(await told(form)).toMatchObject([{ move: "attach", sha256, scan: "threat" }]);
    expect(await world.keys("uploads")).toEqual([]);
    expect(await world.keys("kept")).toEqual([]);
    const [first] = await world.files(form.reference);
    expect(first?.letters?.[0]?.link).toBeUndefined();
  });

  // D7
  test.each(["FAILED", "ACCESS_DENIED"])("a scan that ended with %s is no result", async (status) => {
    await world.check(scanned(form.key, etag, status));
    expect(await told(form)).toEqual([]);
    expect(await world.keys("uploads")).toEqual([form.key]);
  });

  // D7
  test("a result that never comes lets it through after an hour, as not scanned, and calls somebody", async () => {
    await world.check(arrival(form.key));
    world.now = new Date("2026-11-22T11:29:59.999Z");
    await world.check(quarter);
    expect(await told(form)).toEqual([]);
    world.now = new Date("2026-11-22T11:30:00Z");
    await world.check(quarter);
    expect(await told(form)).toMatchObject([{ scan: "unscanned" }]);
    expect(codes()).toContain("ATTACHMENT_UNSCANNED");
    await expectKept(form);
  });

  // D7
  test("a result that comes twice is told once", async () => {
    for (const status of [NO, NO]) await world.check(scanned(form.key, etag, status));
    await expectKept(form);
  });

  // D7
  test("a threat that is found later withholds the file, and is told once", async () => {
    await world.check(scanned(form.key, etag, NO));
    for (let n = 0; n < 2; n++) await world.check(scanned(form.key, etag, "THREATS_FOUND"));
    expect(await told(form)).toMatchObject([
      { move: "attach", scan: "clean" },
      { move: "withhold", id: form.id, sha256, scan: "threat" },
    ]);
    expect(await world.keys("kept")).toEqual([]);
    const [, second] = (await world.files(form.reference)) as RequestEntry[];
    expect(second).toMatchObject({ by: "scan" });
    expect(second?.letters).toHaveLength(2);
  });

  // D7
  test("a threat that is told while the file is let through without a result withholds it", async () => {
    await world.check(arrival(form.key));
    world.beforeRead(async () => {
      world.now = new Date("2026-11-22T11:30:00Z");
      await world.check(quarter);
    });
    await world.check(scanned(form.key, etag, "THREATS_FOUND"));
    expect(await told(form)).toMatchObject([
      { move: "attach", scan: "unscanned" },
      { move: "withhold", scan: "threat" },
    ]);
    expect(await world.keys("kept")).toEqual([]);
  });

  // D7
  test("a result that comes after the threat lets nothing through", async () => {
    await world.check(scanned(form.key, etag, "THREATS_FOUND"));
    await world.check(scanned(form.key, etag, NO));
    await world.check(quarter);
    expect(await told(form)).toMatchObject([{ scan: "threat" }]);
    expect(await world.keys("kept")).toEqual([]);
  });

  // D1, D7
  test("a threat in what came with the same form later does not withhold what is kept", async () => {
    await world.check(scanned(form.key, etag, NO));
    const later = await world.send(form, other);
    await world.check(scanned(form.key, later, "THREATS_FOUND"));
    await expectKept(form);
    expect(codes()).toContain("SCAN_IGNORED");
  });

  // D7
  test("the result of bytes that are no longer there lets nothing through", async () => {
    const later = await world.send(form, other);
    await world.check(scanned(form.key, etag, NO));
    expect(await told(form)).toEqual([]);
    await world.check(scanned(form.key, later, NO));
    await expectKept(form, other);
  });

  // D7
  test.each([
    ["confirmed", "conclude"],
    ["confirmed", "withdraw"],
    ["held", "dismiss"],
  ] as const)(
    "a threat that is found after a %s report has ended by %s withholds the file",
    async (began, move) => {
      const of = breachCase({ began });
      const file = await world.breach(of);
      const tag = await world.send(file);
      await world.check(scanned(file.key, tag, NO));
      const ended: Partial<BreachEntry> = { move, because: "Een oefening.", by: "desk" };
      await appendToBreach(world.table, entry({ reference: of.reference, sequence: 2, ...ended }));
      await world.check(scanned(file.key, tag, "THREATS_FOUND"));
      expect(await told(file)).toMatchObject([{ move: "attach" }, { move: "withhold", scan: "threat" }]);
      expect(await world.keys("kept")).toEqual([]);
      expect(await world.keys("uploads")).not.toContain(file.key);
    },
  );

  test("an event that is not as it is documented is an error", async () => {
    const { detail: _, ...event } = scanned(form.key, etag, NO);
    await expect(world.check(event)).rejects.toThrow();
  });
});
