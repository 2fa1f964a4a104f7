import { expect, test } from "vitest";
import { inputTransformer, transformInput } from "../../../../infra/local/events/target-input.ts";

const InputPathsMap = { source: "$.source", "detail-type": "$.detail-type", key: "$.detail.object.key" };
const InputTemplate = '{"source":<source>,"detail-type":<detail-type>,"detail":{"object":{"key":<key>}}}';
const event = (key: unknown) => ({
  source: "aws.s3",
  "detail-type": "Object Created",
  detail: { object: { key, size: 1 }, "source-ip-address": "192.0.2.1" },
});

test.each([
  ["is plain", "controllers/voorbeeld-bv/x"],
  ["has what JSON and patterns of replacement read", 'a"b\\c$&<source>'],
  ["is no text", { a: [1] }],
])("a target gets what its template takes of an event, and nothing else, also where that %s", (_, key) => {
  expect(transformInput({ InputPathsMap, InputTemplate })(event(key))).toEqual({
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { object: { key } },
  });
});

test("an event without what a template takes is handed to nobody", () => {
  const transform = transformInput({ InputPathsMap, InputTemplate });
  expect(() => transform(event(undefined))).toThrow("<key>");
  expect(() => transform({})).toThrow("<source>");
});

test("a path that is more than names is not run", () => {
  const isKnown = (path: string) =>
    inputTransformer.safeParse({ InputPathsMap: { path }, InputTemplate }).success;
  expect([isKnown("$.detail.object"), isKnown("$.resources[0]"), isKnown("$..key")]).toEqual([
    true,
    false,
    false,
  ]);
});
