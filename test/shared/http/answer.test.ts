import { expect, test } from "vitest";
import { json } from "../../../shared/http/answer.ts";

// B9, B10
test("an answer in JSON is not cached, sniffed, framed or told to another site", () => {
  const answer = json(201, { a: "é" }, { location: "/requests/x" });
  expect(answer).toEqual({
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
