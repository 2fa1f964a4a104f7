import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { answerForm, type Form, type Sent, showForm } from "../../../../functions/pages/form/answer-form.ts";
import { lineIn, textIn } from "../../../../functions/pages/form/field.ts";
import { type Answer, answer } from "../../../../shared/http/answer.ts";
import type { Call } from "../../../../shared/http/door.ts";
import { Refusal } from "../../../../shared/refusal.ts";
import { singleLine } from "../../../../shared/text.ts";
import {
  answersIn,
  changed,
  type Filled,
  filledIn,
  send,
  summaryOn,
  valuesOf,
} from "../../../support/forms.ts";
import { element, parsePage } from "../../../support/html.ts";
import { logged } from "../../../support/logged.ts";
import { views } from "../sample-site.ts";

const text = { label: "Naam", hint: "", missing: "Vul een naam in." };
const schema = z.strictObject({ name: singleLine(10), story: z.optional(z.string()) });
type Asked = z.infer<typeof schema>;

const form: Form<Asked> = {
  page: async () => ({
    title: "Een formulier",
    intro: "",
    path: "/form",
    submit: "Versturen",
    sections: [
      {
        fields: [
          { kind: "line", name: "name", text, autocomplete: "name" },
          { kind: "lines", name: "story", text, optional: true },
        ],
      },
    ],
  }),
  schema,
  read: (values) => ({ name: lineIn(values, "name"), story: textIn(values, "story") }),
  fieldAt: (pointer) => pointer.slice(1),
};

const key = "a secret from a random source";
const filled: Filled = [
  ["name", "Noor"],
  ["story", 'Eén\n\n"<b>&amp;'],
  ["website", ""],
  ["key", key],
];

/** What was carried out, and the answer. `outcome` is thrown in place of being carried out. */
async function post(
  sent: Filled | Call,
  { outcome, view = views.nl }: { outcome?: unknown; view?: typeof views.nl } = {},
) {
  const carried: Sent<Asked>[] = [];
  const call = "headers" in sent ? sent : send("/form", sent);
  const answered = await answerForm(call, form, view, async (one): Promise<Answer> => {
    carried.push(one);
    if (outcome !== undefined) throw outcome;
    return answer(201, "done", {});
  });
  return { ...answered, carried };
}

const keyIn = (body: string) => element(parsePage(body), "input", "key").attributes.get("value");
const { problems, errors, summary } = views.nl.texts.form;

describe("A form that is sent", () => {
  test("is carried out once, with what was filled in, its body and its key", async () => {
    const { statusCode, carried } = await post(filled);
    const value = { name: "Noor", story: 'Eén\n\n"<b>&amp;' };
    expect(statusCode).toBe(201);
    expect(carried).toEqual([{ value, body: JSON.stringify(value), key, values: valuesOf(filled) }]);
  });

  // A1, A2
  test("has the same body in another language, or with other blanks around a line, and another for another text", async () => {
    const bodyOf = async (sent: Filled, view = views.nl) => (await post(sent, { view })).carried[0]?.body;
    const body = await bodyOf(filled);
    expect(await bodyOf(filled, views.en)).toBe(body);
    expect(await bodyOf(changed(filled, { name: " Noor " }))).toBe(body);
    expect(await bodyOf(changed(filled, { name: "Noortje" }))).not.toBe(body);
  });

  test("without a key gets one of its own", async () => {
    const [one, other] = await Promise.all([0, 1].map(() => post(changed(filled, { key: undefined }))));
    expect(one?.carried[0]?.key).toMatch(/^[\w-]{43}$/);
    expect(one?.carried[0]?.key).not.toBe(other?.carried[0]?.key);
  });
});

describe("A form that is not as asked", () => {
  test("comes back with 400, what is wrong, and the same key, and is not carried out", async () => {
    const { statusCode, body, carried } = await post(changed(filled, { name: " \t" }));
    expect(statusCode).toBe(400);
    expect(carried).toEqual([]);
    expect(summaryOn(body)).toContain(summary);
    expect(summaryOn(body)).toContain(text.missing);
    expect(keyIn(body)).toBe(key);
  });

  // A5
  test.each(["short", "", "x".repeat(256), `${key}\u0001`, `${key}é`])(
    "under a key that is none comes back with another: %j",
    async (bad) => {
      const { statusCode, body, carried } = await post(changed(filled, { key: bad }));
      expect(statusCode).toBe(400);
      expect(carried).toEqual([]);
      expect(keyIn(body)).toMatch(/^[\w-]{43}$/);
    },
  );

  // B4
  test("because a program filled in its trap says so, empties it, and is not carried out", async () => {
    const { statusCode, body, carried } = await post(changed(filled, { website: "https://spam.example" }));
    expect(statusCode).toBe(400);
    expect(carried).toEqual([]);
    expect(summaryOn(body)).toContain(problems.trap_filled.text);
    expect(keyIn(body)).toBe(key);
    const again = await post(filledIn(body));
    expect(again.statusCode).toBe(201);
    expect(again.carried[0]?.value.name).toBe("Noor");
  });

  // A14
  test("because it is too large comes back with all that was typed", async () => {
    const story = "é".repeat(150_000);
    const { statusCode, body, carried } = await post(changed(filled, { story }));
    expect(statusCode).toBe(413);
    expect(carried).toEqual([]);
    expect(summaryOn(body)).toContain(problems.body_too_large.title);
    expect(element(parsePage(body), "textarea").text).toBe(story);
    expect(keyIn(body)).toBe(key);
  });

  // A14
  test("does not come back where the page with all of it would be more than Lambda answers with", async () => {
    const story = "'".repeat(600_000);
    await expect(post(changed(filled, { story }))).rejects.toMatchObject({ reason: "body_too_large" });
  });
});

/** What can come of carrying a form out; whether the key is still good for it, and what the page says. */
const outcomes: [string, unknown, number, boolean, { title: string } | undefined][] = [
  [
    "another body under its key",
    new Refusal("idempotency_key_reused"),
    422,
    false,
    problems.idempotency_key_reused,
  ],
  ["a controller that is gone", new Refusal("controller_gone"), 410, true, problems.controller_gone],
  [
    "a controller that there is none of",
    new Refusal("unknown_controller"),
    404,
    true,
    problems.unknown_controller,
  ],
  ["too much of it", new Refusal("body_too_large"), 413, true, problems.body_too_large],
  ["a store that is away", new Refusal("not_stored"), 503, true, problems.not_stored],
  ["something unexpected", new Error("Noor is not a number"), 500, true, problems.unexpected],
  ["a refusal that no form knows", new Refusal("forbidden"), 403, true, problems.unexpected],
  [
    "a field",
    new Refusal("invalid_input", { errors: [{ pointer: "/name", code: "single_line" }] }),
    400,
    true,
    undefined,
  ],
];

describe.each(outcomes)("A form that is refused for %s", (_, outcome, status, keepsKey, problem) => {
  test("comes back with all that was filled in, and says what is wrong", async () => {
    const { statusCode, headers, body } = await post(filled, { outcome });
    expect(statusCode).toBe(status);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answersIn(filledIn(body))).toEqual(answersIn(filled));
    expect(summaryOn(body)).toContain(problem?.title ?? errors.single_line);
  });

  test("can be sent again just as it came back", async () => {
    const { body } = await post(filled, { outcome });
    const { carried } = await post(filledIn(body));
    expect(carried[0]?.value).toEqual({ name: "Noor", story: 'Eén\n\n"<b>&amp;' });
    expect(carried[0]?.key === key).toBe(keepsKey);
  });
});

describe("A form that could not be stored", () => {
  // A7
  test("says when to come back", async () => {
    const outcome = new Refusal("not_stored", { headers: { "retry-after": "5" } });
    expect((await post(filled, { outcome })).headers["retry-after"]).toBe("5");
  });

  // H3, H7
  test("for something unexpected says and logs nothing of what was in it", async () => {
    const { body } = await post(filled, { outcome: new TypeError("Noor is not a number") });
    expect(body).not.toContain("is not a number");
    expect(logged.join("")).toContain("UNEXPECTED_ERROR");
    expect(logged.join("")).not.toContain("Noor");
  });
});

describe("A form that is sent to be shown in the other language", () => {
  const switched = (more: Record<string, string> = {}) =>
    post(changed(filled, { switch: "en", ...more }), { view: views.en });

  test("has the same values and the same key, is not carried out, and nothing is said to be wrong", async () => {
    const { statusCode, headers, body, carried } = await switched();
    expect([statusCode, headers["content-language"]]).toEqual([200, "en"]);
    expect(carried).toEqual([]);
    expect(filledIn(body)).toEqual(filled);
    expect(summaryOn(body)).toBeUndefined();
  });

  test.each([{ name: "" }, { name: "x".repeat(300) }, { website: "x" }, { story: "é".repeat(150_000) }])(
    "also when it is not as asked",
    async (more) => {
      const { statusCode, body, carried } = await switched(more);
      expect([statusCode, carried, summaryOn(body)]).toEqual([200, [], undefined]);
      const { website: _, ...kept } = { ...Object.fromEntries(filled), ...more };
      expect(Object.fromEntries(filledIn(body))).toEqual({ ...kept, website: "" });
    },
  );
});

describe("A form that a page of somebody else sent", () => {
  // B10
  test.each(["cross-site", "same-site"])(
    "is not carried out, and shown empty under a key of ours: %s",
    async (site) => {
      const sent = send("/form", filled);
      const { statusCode, body, carried } = await post({
        ...sent,
        headers: { ...sent.headers, "sec-fetch-site": site },
      });
      expect([statusCode, carried, answersIn(filledIn(body))]).toEqual([200, [], []]);
      expect(keyIn(body)).toMatch(/^[\w-]{43}$/);
      expect(summaryOn(body)).toBeUndefined();
    },
  );

  test("is one of ours where the browser says so, or says nothing", async () => {
    const sent = send("/form", filled);
    for (const headers of [sent.headers, { ...sent.headers, "sec-fetch-site": "same-origin" }])
      expect((await post({ ...sent, headers })).carried).toHaveLength(1);
  });
});

describe("What is no form", () => {
  // A13, A16
  test.each<[string, Partial<Call>]>([
    ["not_form", { headers: { "content-type": "application/json" } }],
    ["not_form", { headers: { "content-type": "multipart/form-data; boundary=x" } }],
    ["not_form", { headers: {} }],
    ["malformed_form", { body: "name=%" }],
    ["malformed_form", { body: "name=%ff" }],
    ["malformed_form", { body: "name=%ed%a0%80" }],
  ])("is refused where nothing can be shown again: %s", async (reason, changes) => {
    await expect(post({ ...send("/form", filled), ...changes })).rejects.toMatchObject({ reason });
  });
});

describe("A form that is opened", () => {
  test("holds what a link chose, says so, and has a new key each time", async () => {
    const open = () => showForm(form, new Map([["name", ["Noor"]]]), "Alvast ingevuld.", views.nl);
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.statusCode).toBe(200);
    expect(answersIn(filledIn(one.body))).toEqual([["name", "Noor"]]);
    expect(one.body).toContain("Alvast ingevuld.");
    expect(keyIn(one.body)).toMatch(/^[\w-]{43}$/);
    expect(keyIn(one.body)).not.toBe(keyIn(other.body));
  });
});
