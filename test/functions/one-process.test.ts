import fc from "fast-check";
import { expect, test } from "vitest";
import type { BreachCase } from "../../functions/breach/breach.ts";
import { breachReports } from "../../functions/breach/breach-reports.ts";
import { makeReporter } from "../../functions/breach/reporter/reporter.ts";
import { receiveRequest } from "../../functions/request/receive-request.ts";
import type { RequestCase } from "../../functions/request/request.ts";
import type { Answer } from "../../shared/http/answer.ts";
import { type Call, httpDoor } from "../../shared/http/door.ts";
import { type Language, languages } from "../../shared/language.ts";
import { remember, rememberEach, rememberedFor } from "../../shared/remember.ts";
import { exampleLtd, report } from "../support/breaches.ts";
import { call, lambdaContext, submission, voorbeeld } from "../support/submissions.ts";

const now = () => new Date("2026-11-22T10:15:00Z");
const controllers = new Map([voorbeeld(), exampleLtd()].map((one) => [one.id, one]));
const { reporter, code } = makeReporter("Meetsysteem", "arn:aws:iam::000000000000:user/operator", now());

type Slowed = <P extends unknown[], T>(
  work: (...parameters: P) => Promise<T>,
) => (...parameters: P) => Promise<T>;

/** The doors of one process over a store in memory, each call of which takes as long as `slowed` makes it take. */
function openDoors(slowed: Slowed = (work) => work) {
  const stored = new Map<string, RequestCase | BreachCase>();
  const commit = <C extends RequestCase | BreachCase>() =>
    slowed(async (newCase: C): Promise<C | undefined> => {
      stored.set(newCase.reference, newCase);
      return undefined;
    });
  const untouched = async () => {
    throw new Error("nobody asks for this");
  };
  const requests = httpDoor(
    receiveRequest({
      readController: remember(
        slowed(async (id) => controllers.get(id)),
        rememberedFor,
        now,
      ),
      commitCase: commit<RequestCase>(),
      readRequest: untouched,
      now,
    }),
  );
  const breaches = httpDoor(
    breachReports({
      readControllers: rememberEach(
        slowed(async () => controllers),
        rememberedFor,
        now,
      ),
      findReporter: remember(
        slowed(async (given) => (given === code ? reporter : undefined)),
        rememberedFor,
        now,
      ),
      commitBreach: commit<BreachCase>(),
      readReporter: untouched,
      readReceiptHash: untouched,
      readBreach: untouched,
      readHistory: untouched,
      appendEntry: untouched,
      now,
    }),
  );
  const send = (event: Call): Promise<Answer> =>
    (event.rawPath === "/requests" ? requests : breaches)(event, lambdaContext());
  return { send, stored };
}

type Person = {
  path: "/requests" | "/breach-reports";
  controllerId: string;
  language: Language;
  /** Whether a reporter's code comes along. */
  isKnown: boolean;
  /** Whether there is nothing wrong with the body. */
  isClear: boolean;
};

const anyone: fc.Arbitrary<Person> = fc.record({
  path: fc.constantFrom("/requests", "/breach-reports"),
  controllerId: fc.constantFrom(...controllers.keys()),
  language: fc.constantFrom(...languages),
  isKnown: fc.boolean(),
  isClear: fc.boolean(),
});

/** What the n-th person sends; nobody else writes these words. */
function callOf({ path, controllerId, language, isKnown, isClear }: Person, n: number): Call {
  const words = `Words of person ${n}.`;
  const body =
    path === "/requests"
      ? submission({ controllerId, message: words })
      : report({ controllerIds: [controllerId], description: words });
  return call({
    method: "POST",
    path,
    headers: {
      "content-type": "application/json",
      "accept-language": language,
      "idempotency-key": `a secret of the person ${n}`,
      ...(isKnown && { authorization: `Bearer ${code}` }),
    },
    body: JSON.stringify(isClear ? body : { ...body, [`unclear${n}`]: words }),
  });
}

// H5
test("whoever shares a process with others is answered as if alone, and stored with nothing of theirs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(anyone, { minLength: 2, maxLength: 6 }),
      async (scheduler, people) => {
        const calls = people.map(callOf);
        const shared = openDoors((work) => scheduler.scheduleFunction(work));
        const answers = await scheduler.waitFor(Promise.all(calls.map(shared.send)));
        const alone = calls.map(async (event) => {
          const own = openDoors();
          return { answer: await own.send(event), stored: own.stored };
        });
        const expected = await Promise.all(alone);
        expect(answers).toEqual(expected.map(({ answer }) => answer));
        expect(shared.stored).toEqual(new Map(expected.flatMap(({ stored }) => [...stored])));
      },
    ),
    { numRuns: 40 },
  );
});
