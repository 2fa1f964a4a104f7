import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonBody } from "../../../shared/http/body.ts";

const headers = { "content-type": "application/json" };
const read = (body: string) => jsonBody({ headers, body, isBase64Encoded: false });
const readBytes = (bytes: Uint8Array) =>
  jsonBody({ headers, body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true });
const refused = (reason: string) => expect.objectContaining({ name: "Refusal", reason });

const limit = 256 * 1024;

describe("a JSON body", () => {
  test("is the text as it was sent and the value it means", () => {
    expect(read(' {"a": 1} ')).toEqual({ text: ' {"a": 1} ', value: { a: 1 } });
  });

  test("is the same in base64", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readBytes(Buffer.from(text))).toEqual(read(text));
      }),
    );
  });

  test.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=utf-8",
    "application/json ;x=y",
    "application/merge-patch+json",
  ])("may be called %s", (contentType) => {
    const event = { headers: { "content-type": contentType }, body: "{}", isBase64Encoded: false };
    expect(jsonBody(event).value).toEqual({});
  });

  // A16
  test.each([
    undefined,
    "",
    "text/plain",
    "application/jsonp",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=json",
    "text/plain; a=application/json",
    "application/json, text/plain",
  ])("may not be called %s", (contentType) => {
    const event = {
      headers: contentType === undefined ? {} : { "content-type": contentType },
      body: "{}",
      isBase64Encoded: false,
    };
    expect(() => jsonBody(event)).toThrow(refused("not_json"));
  });

  // A16
  test("may not be compressed", () => {
    const event = { headers: { ...headers, "content-encoding": "gzip" }, body: "{}", isBase64Encoded: false };
    expect(() => jsonBody(event)).toThrow(refused("not_json"));
  });

  // A14
  test("may be 256 KB and not one byte more, counted in bytes of UTF-8", () => {
    const ofBytes = (count: number) => `"${"é".repeat((count - 2) / 2)}"`;
    expect(read(ofBytes(limit)).text).toHaveLength(limit / 2 + 1);
    expect(() => read(`${ofBytes(limit)} `)).toThrow(refused("body_too_large"));
    expect(readBytes(Buffer.from(ofBytes(limit))).text).toHaveLength(limit / 2 + 1);
    expect(() => readBytes(Buffer.alloc(limit + 1, " "))).toThrow(refused("body_too_large"));
  });

  // A13
  test.each(["", " ", "{", '{"a":1}x', "undefined", "NaN", "{'a':1}", '\uFEFF{"a":1}', '{"a":"\n"}'])(
    "is refused when it is %j",
    (text) => {
      expect(() => read(text)).toThrow(refused("malformed_json"));
    },
  );

  // A13
  test("is refused when it is missing or not UTF-8", () => {
    expect(() => jsonBody({ headers, isBase64Encoded: false })).toThrow(refused("malformed_json"));
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0xaf, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0xef, 0xbb, 0xbf, 0x7b, 0x7d],
    ]) {
      expect(() => readBytes(Uint8Array.from(bytes))).toThrow(refused("malformed_json"));
    }
  });

  // A13
  test("means the last of a repeated member", () => {
    expect(read('{"a":1,"b":2,"a":3}').value).toEqual({ a: 3, b: 2 });
  });

  // A13
  test("cannot change what objects are", () => {
    const { value } = read('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}');
    expect(Object.keys(Object(value))).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("admin" in {}).toBe(false);
  });

  // A13
  test.each([10_000, 20_000, limit / 2])("may be nested %i deep without harm", (depth) => {
    expect(read("[".repeat(depth) + "]".repeat(depth)).value).toBeInstanceOf(Array);
    expect(() => read("[".repeat(depth))).toThrow(refused("malformed_json"));
  });

  // A13
  test("is refused where a gateway has put a mark in place of bytes that were no UTF-8", () => {
    expect(() => read('{"name": "Zo\uFFFD"}')).toThrow(refused("malformed_json"));
  });

  test.each([
    ["application/json;charset=UTF-8", true],
    ['application/json; charset = "utf-8"; v=1', true],
    ["application/json; charset=utf-16", false],
    ["application/json; charset=utf-8x", false],
    ["application/json; charset=", false],
  ])("in %s is taken: %s", (contentType, taken) => {
    const event = { headers: { "content-type": contentType }, body: "{}", isBase64Encoded: false };
    if (taken) expect(jsonBody(event).value).toEqual({});
    else expect(() => jsonBody(event)).toThrow(refused("not_json"));
  });

  // H3
  test("that is refused says nothing of what was in it", () => {
    expect(() => read('{"email": noor@example.org')).toThrow(/^malformed_json$/);
  });

  // C8
  test.each([
    `application/${"a-".repeat(50_000)}`,
    `application/json${" ".repeat(100_000)}x`,
    `application/${"+json".repeat(20_000)}`,
  ])("is judged by any content type, however long", (contentType) => {
    const event = { headers: { "content-type": contentType }, body: "{}", isBase64Encoded: false };
    expect(() => jsonBody(event)).toThrow(refused("not_json"));
  });
});
