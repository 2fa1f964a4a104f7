import { expect, test } from "vitest";
import { answer, json } from "../../../shared/http/answer.ts";

// B9, B10
test("an answer in JSON is not cached, sniffed, framed or told to another site", () => {
  expect(json(201, { a: "é" }, { location: "/requests/x" })).toEqual({
    statusCode: 201,
    headers: {
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "strict-transport-security": expect.stringMatching(/^max-age=\d{8}; includeSubDomains$/),
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "content-type": "application/json; charset=utf-8",
      location: "/requests/x",
    },
    body: '{"a":"é"}',
  });
});

test("an answer may have a media type of its own", () => {
  expect(json(200, {}, { "content-type": "application/schema+json" }).headers["content-type"]).toBe(
    "application/schema+json",
  );
});

// B9, B10
test("an answer of any kind has the same headers, and may narrow one of them down", () => {
  const policy = "default-src 'none'; form-action 'self'";
  const { statusCode, headers, body } = answer(404, "<p>é</p>", { "content-security-policy": policy });
  expect({ statusCode, body }).toEqual({ statusCode: 404, body: "<p>é</p>" });
  const { "content-type": _, ...shared } = json(200, {}).headers;
  expect(headers).toEqual({ ...shared, "content-security-policy": policy });
});
