import { describe, expect, test } from "vitest";
import { receiveRequest } from "../../../functions/request/receive-request.ts";
import type { RequestCase } from "../../../functions/request/request.ts";
import type { SubmitDependencies } from "../../../functions/request/submit-request.ts";
import type { Phase } from "../../../shared/agreement-end.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import { remember, rememberedFor } from "../../../shared/remember.ts";
import { dossier } from "../../support/requests.ts";
import { call, delivery, lambdaContext, post, submission, voorbeeld } from "../../support/submissions.ts";

const now = () => new Date("2026-11-22T10:15:00Z");
const key = "a secret from a random source";

/** A door over a store in memory, and what the store was asked. */
function intake(changes: Partial<SubmitDependencies> = {}) {
  const stored = new Map<string, RequestCase>();
  const asked: string[] = [];
  const readController = async (id: string) => {
    asked.push("readController");
    return id === "voorbeeld-bv" ? voorbeeld() : undefined;
  };
  const handler = httpDoor(
    receiveRequest({
      readController: remember(readController, 5_000, now),
      commitCase: async (newCase) => {
        asked.push("commitCase");
        const existing = stored.get(newCase.reference);
        if (!existing) stored.set(newCase.reference, newCase);
        return existing;
      },
      readRequest: async (reference) => {
        asked.push("readRequest");
        const found = stored.get(reference);
        return found && dossier([delivery({ reference, state: "delivered" })], { case: found });
      },
      now,
      ...changes,
    }),
  );
  const answer = (event: Call) => handler(event, lambdaContext());
  return { stored, asked, answer };
}

const read = (reference: string | undefined, authorization?: string) =>
  call({
    ...(reference !== undefined && { reference }),
    headers: authorization === undefined ? {} : { authorization },
  });

describe("POST /requests", () => {
  test("answers 201 with the receipt and where to find it", async () => {
    const { stored, answer } = intake();
    const { statusCode, headers, body } = await answer(post(submission(), { "idempotency-key": key }));
    const [reference = ""] = stored.keys();
    expect(statusCode).toBe(201);
    expect(headers.location).toBe(`/requests/${reference}`);
    expect(headers).not.toHaveProperty("idempotent-replayed");
    expect(JSON.parse(body)).toEqual({
      reference,
      receiptCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      status: "received",
      receivedAt: "2026-11-22T10:15:00.000Z",
      respondBy: { conservative: "2026-12-22", latestLawful: "2026-12-22" },
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
    });
  });

  // A1
  test("answers a repetition with the same bytes, and says so", async () => {
    const { stored, answer } = intake();
    const first = await answer(post(submission(), { "idempotency-key": key }));
    const again = await answer(
      post(submission(), { "idempotency-key": `"${key}"`, "accept-language": "en" }),
    );
    expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotent-replayed": "true" } });
    expect(stored.size).toBe(1);
  });

  // A18
  test.each([-1, 1])("goes by our own clock, and by the first time when that is %i day off", async (days) => {
    let time = now().getTime();
    const { answer } = intake({ now: () => new Date(time) });
    const headers = { "idempotency-key": key, date: "Fri, 31 Dec 9999 23:59:60 GMT" };
    const first = await answer(post(submission(), headers));
    time += days * 24 * 3_600_000;
    expect((await answer(post(submission(), headers))).body).toBe(first.body);
    expect(JSON.parse(first.body).receivedAt).toBe(now().toISOString());
  });

  // A2
  test("answers another body under the same key with 422", async () => {
    const { stored, answer } = intake();
    await answer(post(submission(), { "idempotency-key": key }));
    const other = await answer(post(submission({ message: "other" }), { "idempotency-key": key }));
    expect(other.statusCode).toBe(422);
    expect(stored.size).toBe(1);
  });

  test("makes a new case each time where there is no key", async () => {
    const { stored, answer } = intake();
    await answer(post(submission()));
    await answer(post(submission()));
    expect(stored.size).toBe(2);
  });

  test("asks one thing of AWS once the controller is remembered, also for a repetition", async () => {
    const { asked, answer } = intake();
    await answer(post(submission(), { "idempotency-key": key }));
    asked.length = 0;
    await answer(post(submission(), { "idempotency-key": key }));
    await answer(post(submission()));
    expect(asked).toEqual(["commitCase", "commitCase"]);
  });

  // A5, A12, A13, A14, A16
  test.each<[number, string, Call]>([
    [400, "a malformed key", post(submission(), { "idempotency-key": "short" })],
    [400, "an empty key", post(submission(), { "idempotency-key": "" })],
    [415, "another media type", { ...post(submission()), headers: { "content-type": "text/plain" } }],
    [415, "no media type", { ...post(submission()), headers: {} }],
    [413, "300 KB", { ...post({}), body: JSON.stringify("x".repeat(300_000)) }],
    [400, "broken JSON", { ...post({}), body: "{" }],
    [400, "JSON 20,000 deep", { ...post({}), body: "[".repeat(20_000) + "]".repeat(20_000) }],
    [400, "null", post(null)],
    [400, "a list", post([])],
    [400, "an unknown field", post({ ...submission(), status: "closed" })],
    [400, "no rights", post({ ...submission(), rights: [] })],
    [404, "a controller that cannot exist", post(submission({ controllerId: "No Such" }))],
  ])("answers %i and asks nothing of AWS for %s", async (status, _, event) => {
    const { asked, answer } = intake();
    const { statusCode, headers } = await answer(event);
    expect(statusCode).toBe(status);
    expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(asked).toEqual([]);
  });

  // A17
  test("answers 404 for an unknown controller and stores nothing", async () => {
    const { asked, answer } = intake();
    expect((await answer(post(submission({ controllerId: "no-such" })))).statusCode).toBe(404);
    expect(asked).toEqual(["readController"]);
  });

  describe("for a controller whose agreement has ended", () => {
    /** A door to a controller in this phase, which a test can change. */
    function intakeIn(first: Phase) {
      const end = { reference: "AGR-0000-0000-0001", phase: first };
      const readController = async () => voorbeeld({ termination: { ...end } });
      return { ...intake({ readController }), end };
    }
    const gone: Phase[] = ["closed", "destroying", "destroyed"];

    // A17
    test("answers 201 while the month runs, as before", async () => {
      const { stored, answer } = intakeIn("terminated");
      const { statusCode, body } = await answer(post(submission()));
      expect(statusCode).toBe(201);
      expect(JSON.parse(body)).toMatchObject({ controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." } });
      expect([...stored.values()]).toMatchObject([{ controllerId: "voorbeeld-bv" }]);
    });

    // A17
    test.each(gone)(
      "answers 410 in the caller's language, and stores nothing, once it is %s",
      async (phase) => {
        const { stored, asked, answer } = intakeIn(phase);
        const answers = ["nl", "en"].map((language) =>
          answer(post(submission({ language: "nl" }), { "accept-language": language })),
        );
        const [dutch, english] = (await Promise.all(answers)).map(({ statusCode, headers, body }) => ({
          statusCode,
          type: headers["content-type"],
          problem: JSON.parse(body),
        }));
        const problem = { statusCode: 410, type: "application/problem+json; charset=utf-8" };
        expect(dutch).toMatchObject({
          ...problem,
          problem: { status: 410, title: "Overeenkomst beëindigd" },
        });
        expect(english).toMatchObject({ ...problem, problem: { status: 410, title: "Agreement ended" } });
        expect(dutch?.problem.detail).toContain("vernietigd");
        expect(english?.problem.detail).toContain("destroyed");
        expect(asked).toEqual(["readRequest", "readRequest"]);
        expect(stored.size).toBe(0);
      },
    );

    // A11, A17
    test.each(gone)(
      "answers a repetition as the first time for as long as the case is there, also once it is %s, and then 410",
      async (phase) => {
        const { stored, end, answer } = intakeIn("terminated");
        const sent = post(submission(), { "idempotency-key": key });
        const first = await answer(sent);
        end.phase = phase;
        const again = await answer(sent);
        expect(again).toMatchObject({ statusCode: 201, body: first.body });
        expect(again.headers["idempotent-replayed"]).toBe("true");
        const other = post(submission({ message: "Anders." }), { "idempotency-key": key });
        expect((await answer(other)).statusCode).toBe(422);
        stored.clear();
        expect((await answer(sent)).statusCode).toBe(410);
        expect(stored.size).toBe(0);
      },
    );

    // A11
    test("still answers whoever asks how an earlier request stands, for as long as that is there", async () => {
      const { stored, end, answer } = intakeIn("terminated");
      const { reference, receiptCode } = JSON.parse((await answer(post(submission()))).body);
      end.phase = "closed";
      expect((await answer(read(reference, `Bearer ${receiptCode}`))).statusCode).toBe(200);
      stored.clear();
      expect((await answer(read(reference, `Bearer ${receiptCode}`))).statusCode).toBe(404);
    });

    // A17
    test("goes by what it read of the controller for no longer than it remembers that", async () => {
      let seconds = 0;
      const end = { reference: "AGR-0000-0000-0001", phase: "terminated" as Phase };
      const clock = () => new Date(now().getTime() + seconds * 1_000);
      const readController = remember(
        async () => voorbeeld({ termination: { ...end } }),
        rememberedFor,
        clock,
      );
      const { answer } = intake({ readController });
      await answer(post(submission()));
      end.phase = "closed";
      seconds = 4;
      expect((await answer(post(submission()))).statusCode).toBe(201);
      seconds = 5;
      expect((await answer(post(submission()))).statusCode).toBe(410);
    });

    // A17
    test("takes a request to an organisation in the person's own words", async () => {
      const { answer } = intakeIn("destroyed");
      const { controllerId: _, ...asked } = submission({ organisation: "Voorbeeld B.V." });
      expect((await answer(post(asked))).statusCode).toBe(201);
    });
  });

  // A7
  test("answers 503 with Retry-After when the store fails", async () => {
    const down = async () => {
      throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
    };
    const { answer } = intake({ commitCase: down });
    const { statusCode, headers } = await answer(post(submission()));
    expect({ statusCode, retryAfter: headers["retry-after"] }).toEqual({ statusCode: 503, retryAfter: "5" });
  });
});

describe("GET /requests/{reference}", () => {
  async function received() {
    const { answer, asked } = intake();
    const { body } = await answer(post(submission()));
    asked.length = 0;
    const { reference, receiptCode } = JSON.parse(body);
    return { answer, asked, receipt: JSON.parse(body), reference, receiptCode };
  }

  test("tells the holder of the code how the request stands, without the code", async () => {
    const { answer, receipt, reference, receiptCode } = await received();
    const { statusCode, body } = await answer(read(reference, `Bearer ${receiptCode}`));
    const { receiptCode: _, ...facts } = receipt;
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({
      ...facts,
      status: "forwarded",
      timeline: [{ at: "2026-11-22T10:15:00.000Z", event: "received" }],
      attachments: [],
    });
  });

  test("takes the reference and the code in lower case too", async () => {
    const { answer, reference, receiptCode } = await received();
    const lower = read(reference.toLowerCase(), `bearer ${receiptCode.toLowerCase()}`);
    expect((await answer(lower)).statusCode).toBe(200);
  });

  // B8
  test("gives one and the same 404 to whoever does not hold both", async () => {
    const { answer, reference, receiptCode } = await received();
    const bearer = `Bearer ${receiptCode}`;
    const wrong = `Bearer ${"0".repeat(26)}`;
    const answers = await Promise.all(
      [
        read("DSR-0000-0000-0000", bearer),
        read("DSR-0000-0000-0000", wrong),
        read(reference, wrong),
        read(reference, `Basic ${receiptCode}`),
        read(reference, `${bearer}0`),
        read(reference, "Bearer "),
        read(reference, ""),
        read(reference),
        read("nonsense", bearer),
        read("controllers", bearer),
        read("__proto__", bearer),
        read(`${reference}\n`, bearer),
        read("", bearer),
        read(undefined, bearer),
      ].map(answer),
    );
    expect(answers[0]?.statusCode).toBe(404);
    for (const other of answers) expect(other).toEqual(answers[0]);
  });

  // B8
  test("looks up nothing for a reference or a code that cannot be", async () => {
    const { answer, asked, reference, receiptCode } = await received();
    await answer(read("controllers", `Bearer ${receiptCode}`));
    await answer(read(`BR${reference.slice(3)}`, `Bearer ${receiptCode}`));
    await answer(read(reference, "Bearer short"));
    expect(asked).toEqual([]);
  });

  // C8
  test.each(["DSR", "-0000", "0", "Bearer ", " "])("copes with 100 KB of %j in both", async (unit) => {
    const { answer, asked } = await received();
    const long = unit.repeat(100_000 / unit.length);
    expect((await answer(read(`DSR${long}`, `Bearer ${long}`))).statusCode).toBe(404);
    expect(asked).toEqual([]);
  });

  test("answers 503 when the store fails", async () => {
    const { answer } = intake({
      readRequest: async () => {
        throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
      },
    });
    const { statusCode } = await answer(read("DSR-0000-0000-0000", `Bearer ${"0".repeat(26)}`));
    expect(statusCode).toBe(503);
  });
});
