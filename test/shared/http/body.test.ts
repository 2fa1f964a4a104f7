import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formBody, jsonBody } from "../../../shared/http/body.ts";
import { growth } from "../../support/growth.ts";

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

describe("the body of a form", () => {
  const type = "application/x-www-form-urlencoded";
  const event = (body: string | Uint8Array, contentType = type) => ({
    headers: { "content-type": contentType },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  });
  const values = (body: string | Uint8Array) => Object.fromEntries(formBody(event(body)).values);

  test("is the values of each field, in their order", () => {
    expect(formBody(event("rights=access&name=Noor&rights=erasure&rights=access"))).toEqual({
      values: new Map([
        ["rights", ["access", "erasure", "access"]],
        ["name", ["Noor"]],
      ]),
      tooLarge: false,
    });
  });

  test.each([
    ["", {}],
    ["&&", {}],
    ["name", { name: [""] }],
    ["name=", { name: [""] }],
    ["=x", { "": ["x"] }],
    ["a=b=c&d", { a: ["b=c"], d: [""] }],
    ["first+name=Noor+de+Vries", { "first name": ["Noor de Vries"] }],
    ["sum=1%2B1&%26=%3D&percent=100%25", { sum: ["1+1"], "&": ["="], percent: ["100%"] }],
    ["name=Zo%C3%AB&smile=%f0%9f%98%80", { name: ["Zoë"], smile: ["😀"] }],
    ["name=Zoë", { name: ["Zoë"] }],
    ["mark=%EF%BF%BD", { mark: ["\uFFFD"] }],
    ["bom=%EF%BB%BF", { bom: ["\uFEFF"] }],
    ["nothing=%00", { nothing: ["\0"] }],
  ])("%j is %j", (body, expected) => {
    expect(values(body)).toEqual(expected);
  });

  // C1
  test("has the line breaks that stood there before the browser sent them", () => {
    expect(values("message=a%0D%0Ab%0Dc%0Ad%0D%0D%0A&%0D%0A=x")).toEqual({
      message: ["a\nb\nc\nd\n\n"],
      "\r\n": ["x"],
    });
  });

  test("is what a browser was told to send, whatever that is", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const { values: read } = formBody(event(new URLSearchParams(pairs).toString()));
        const names = new Set(pairs.map(([name]) => name));
        expect([...read.keys()]).toEqual([...names]);
        for (const name of names) {
          const sent = pairs.filter(([other]) => other === name).map(([, value]) => value);
          expect(read.get(name)).toEqual(sent.map((value) => value.replace(/\r\n?/g, "\n")));
        }
      }),
    );
  });

  test("is the same where the gateway hands it over as text", () => {
    const body = "name=Zo%C3%AB&name=Ë";
    const asText = { headers: { "content-type": type }, body, isBase64Encoded: false };
    expect(formBody(asText)).toEqual(formBody(event(body)));
  });

  // A13
  test.each([
    ["a part of a character", "name=Zo%C3"],
    ["a character that is longer than it need be", "name=%C0%AF"],
    ["half a surrogate pair", "name=%ED%A0%80"],
    ["a byte that begins no character", "name=%FF"],
    ["a name that is none", "%FF=x"],
    ["a percent sign that stands for itself", "sum=100%"],
    ["digits that are none", "name=%ZZ"],
    ["bytes that are no UTF-8", Uint8Array.from([0x61, 0x3d, 0xff])],
    ["what a gateway puts in place of such bytes", "name=Zo\uFFFD"],
  ])("is refused with %s", (_, body) => {
    expect(() => formBody(event(body))).toThrow(refused("malformed_form"));
  });

  // A13
  test("cannot change what objects are", () => {
    const { values: read } = formBody(event("__proto__=admin&constructor=x&toString=y&__proto__=z"));
    expect([...read]).toEqual([
      ["__proto__", ["admin", "z"]],
      ["constructor", ["x"]],
      ["toString", ["y"]],
    ]);
    expect("admin" in {}).toBe(false);
  });

  // A14
  test("that is too large says so, and is read all the same", () => {
    const ofBytes = (count: number) => `a=${"x".repeat(count - 2)}`;
    expect(formBody(event(ofBytes(limit))).tooLarge).toBe(false);
    const { tooLarge, values: read } = formBody(event(ofBytes(limit + 1)));
    expect({ tooLarge, length: read.get("a")?.[0]?.length }).toEqual({ tooLarge: true, length: limit - 1 });
    expect(formBody(event(`a=${"%C3%A9".repeat(limit / 6 + 1)}`)).tooLarge).toBe(true);
  });

  // A16
  test.each([
    ["application/x-www-form-urlencoded", true],
    ["APPLICATION/X-WWW-FORM-URLENCODED ; charset=UTF-8", true],
    ["application/x-www-form-urlencoded; charset=windows-1252", false],
    ["application/x-www-form-urlencoded, text/plain", false],
    ["application/x-www-form-urlencodedx", false],
    ["multipart/form-data; boundary=x", false],
    ["text/plain", false],
    ["application/json", false],
    ["", false],
  ])("of the type %j is one: %s", (contentType, isForm) => {
    if (isForm) expect(formBody(event("a=b", contentType)).values.get("a")).toEqual(["b"]);
    else expect(() => formBody(event("a=b", contentType))).toThrow(refused("not_form"));
  });

  // A16
  test("has a type, and is not compressed", () => {
    const { body, isBase64Encoded } = event("a=b");
    expect(() => formBody({ headers: {}, body, isBase64Encoded })).toThrow(refused("not_form"));
    const compressed = { "content-type": type, "content-encoding": "gzip" };
    expect(() => formBody({ headers: compressed, body, isBase64Encoded })).toThrow(refused("not_form"));
  });

  test("may be missing", () => {
    expect(formBody({ headers: { "content-type": type }, isBase64Encoded: false }).values).toEqual(new Map());
  });

  // H3
  test("that is refused says nothing of what was in it", () => {
    expect(() => formBody(event("email=noor@example.org&%FF"))).toThrow(/^malformed_form$/);
  });

  // C8, A13
  test.each([
    ["fields of one name", "a=1&"],
    ["fields without a value", "a&"],
    ["nothing between ampersands", "&"],
    ["equals signs", "="],
    ["encoded characters", "%C3%A9"],
    ["plus signs", "+"],
    ["carriage returns", "%0D"],
  ])("is read in the time that its length takes, with many %s", (_, unit) => {
    expect(
      growth(unit, (text) => formBody({ ...event(""), body: text, isBase64Encoded: false })),
    ).toBeLessThan(6);
  });

  // C8
  test("is read in the time that its length takes, with many different names", () => {
    const names = (count: number) => Array.from({ length: count }, (_, n) => `field${n}=x`).join("&");
    const read = (body: string) => formBody({ ...event(""), body, isBase64Encoded: false });
    expect(growth("x", ({ length }) => read(names(length / 8)))).toBeLessThan(6);
    expect(read(names(60_000)).values.size).toBe(60_000);
  });
});
