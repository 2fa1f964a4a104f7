import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeKey, fitsPath, fitsXml } from "../../../../functions/termination/objects/key-text.ts";

describe("a key in a list", () => {
  test.each([
    ["a+b", "a b"],
    ["a%20b", "a b"],
    ["a%2Bb", "a+b"],
    ["a%252Bb", "a%2Bb"],
    ["controllers/x/%C3%A9%00%0D", "controllers/x/é\u0000\r"],
    ["controllers%2Fx%2F..", "controllers/x/.."],
    ["%F0%9F%98%80", "\u{1f600}"],
  ])("%s is %j", (encoded, key) => {
    expect(decodeKey(encoded)).toBe(key);
  });

  test("comes back from either way of encoding it", () => {
    const check = fc.property(fc.string({ unit: "binary" }), (key) => {
      const encoded = encodeURIComponent(key);
      expect(decodeKey(encoded)).toBe(key);
      expect(decodeKey(encoded.replaceAll("%20", "+").replaceAll("%2F", "/"))).toBe(key);
    });
    fc.assert(check);
  });

  test.each(["%", "%zz", "%FF", "%ED%A0%80", "100%"])("%s is no text", (encoded) => {
    expect(decodeKey(encoded)).toBeUndefined();
  });
});

// F16
describe("a key that can go into XML", () => {
  test.each(["a", "<&>\"'", "]]>", "é", "\u{1f600}", "\ufffd", "a b", "\u00a0", "%00"])(
    "may be %j",
    (key) => {
      expect(fitsXml(key)).toBe(true);
    },
  );

  test.each([
    "\u0000",
    "\u0001",
    "\t",
    "\n",
    "\r",
    "\u001f",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udc00a",
  ])("is not %j", (key) => {
    expect(fitsXml(`a${key}`)).toBe(false);
  });
});

// F12
test("a key with a segment that a path would resolve fits no path", () => {
  expect(["a/../b", "../a", "a/..", "./a", "a/.", ".."].filter(fitsPath)).toEqual([]);
  expect(["a/b", "a/...", "a..b/.c/d.", "/a//b/", ""].filter((key) => !fitsPath(key))).toEqual([]);
});
