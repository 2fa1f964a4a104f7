import { describe, expect, test } from "vitest";
import { problem, statusOf } from "../../../shared/http/problem.ts";
import { languages } from "../../../shared/language.ts";
import { Refusal, type RefusalReason } from "../../../shared/refusal.ts";

const statuses: Record<RefusalReason, number> = {
  malformed_json: 400,
  malformed_form: 400,
  trap_filled: 400,
  invalid_input: 400,
  invalid_idempotency_key: 400,
  forbidden: 403,
  not_found: 404,
  unknown_controller: 404,
  method_not_allowed: 405,
  already_exists: 409,
  already_ended: 409,
  nothing_waits: 409,
  objection_not_named: 409,
  decide_first: 409,
  no_controller: 409,
  changed_meanwhile: 409,
  too_many_updates: 409,
  too_many_attachments: 409,
  already_assigned: 409,
  already_closed: 409,
  not_handed_over: 409,
  move_not_allowed: 409,
  already_terminated: 409,
  not_terminated: 409,
  destruction_begun: 409,
  audit_not_allowed: 409,
  not_bound: 409,
  objection_too_late: 409,
  controller_gone: 410,
  body_too_large: 413,
  not_json: 415,
  not_form: 415,
  idempotency_key_reused: 422,
  not_stored: 503,
};
const reasons = Object.keys(statuses) as RefusalReason[];

describe("a refusal as a problem (RFC 9457)", () => {
  test("adds the reason that somebody wrote down, in no other words", () => {
    const { detail } = JSON.parse(
      problem(new Refusal("already_ended", { because: "Een oefening." }), "nl").body,
    );
    expect(detail).toMatch(/^Deze melding is .*\. Een oefening\.$/);
  });

  test.each(reasons)("%s has its status, and its words in both languages", (reason) => {
    const [nl, en] = languages.map((language) => problem(new Refusal(reason), language));
    expect([nl?.statusCode, en?.statusCode]).toEqual([statuses[reason], statuses[reason]]);
    expect(statusOf(new Refusal(reason))).toBe(statuses[reason]);
    expect(nl?.body).not.toBe(en?.body);
    for (const answer of [nl, en]) {
      expect(JSON.parse(answer?.body ?? "")).toEqual({
        type: expect.stringMatching(/^urn:problem-type:meldpunt:[a-z-]+$/),
        title: expect.stringMatching(/^\p{Lu}.+[^.]$/u),
        status: statuses[reason],
        detail: expect.stringMatching(/^\p{Lu}.+\.$/u),
      });
    }
  });

  test("has a type of its own for each reason", () => {
    const types = reasons.map((reason) => JSON.parse(problem(new Refusal(reason), "en").body).type);
    expect(new Set(types).size).toBe(reasons.length);
  });

  test("says in its headers what it is, and what the refusal adds", () => {
    const { headers } = problem(new Refusal("not_stored", { headers: { "retry-after": "5" } }), "en");
    expect(headers).toMatchObject({
      "content-type": "application/problem+json; charset=utf-8",
      "content-language": "en",
      "retry-after": "5",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  });

  test("tells each field by its pointer, with the limit that it broke", () => {
    const refusal = new Refusal("invalid_input", {
      errors: [
        { pointer: "/dataSubject/name", code: "too_long", limit: 200 },
        { pointer: "/rights", code: "too_few", limit: 1 },
      ],
    });
    expect(JSON.parse(problem(refusal, "en").body).errors).toEqual([
      { pointer: "/dataSubject/name", detail: "This is too long: at most 200 characters." },
      { pointer: "/rights", detail: "Name at least 1." },
    ]);
    expect(JSON.parse(problem(refusal, "nl").body).errors[0].detail).toBe(
      "Dit is te lang: ten hoogste 200 tekens.",
    );
  });

  test("repeats a sentence that a check speaks for itself", () => {
    const refusal = new Refusal("invalid_input", { errors: [{ pointer: "/id", code: "An id is short." }] });
    expect(JSON.parse(problem(refusal, "nl").body).errors).toEqual([
      { pointer: "/id", detail: "An id is short." },
    ]);
  });

  // H7
  test("what is no refusal is a 500 of which nothing is told", () => {
    const answer = problem(undefined, "en");
    expect([answer.statusCode, statusOf(undefined)]).toEqual([500, 500]);
    expect(JSON.parse(answer.body)).toEqual({
      type: "urn:problem-type:meldpunt:unexpected",
      title: "Unexpected error",
      status: 500,
      detail: "Something went wrong on our side.",
    });
  });
});
