import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wantsHtml } from "../../../shared/http/accept.ts";
import { growth } from "../../support/growth.ts";

const wants = (accept: string | undefined) => wantsHtml({ headers: accept === undefined ? {} : { accept } });

describe("HTML is wanted", () => {
  test.each([
    [
      "Chrome",
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    ],
    ["Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8"],
    ["Safari", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
    ["Lynx", "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01"],
    ["w3m", "text/html, text/*;q=0.5, image/*, application/*, audio/*"],
    ["Internet Explorer", "text/html, application/xhtml+xml, image/jxr, */*"],
  ])("by %s", (_, accept) => {
    expect(wants(accept)).toBe(true);
  });

  test.each([
    "text/html",
    "TEXT/HTML",
    "text/html;charset=utf-8",
    "text/*",
    "application/json;q=0.5,text/html",
    "text/html;q=0.2 , application/*;q=0.1",
    "*/*;q=0.5, text/html ; q=0.501",
    "text/html;q=0.5, application/json;q=0, application/problem+json;q=0, */*",
    ", ,text/html",
  ])("where it is preferred: %s", (accept) => {
    expect(wants(accept)).toBe(true);
  });
});

describe("HTML is not wanted", () => {
  test.each([
    ["by who says nothing", undefined],
    ["by who says nothing at all", ""],
    ["by curl, fetch and wget", "*/*"],
    ["by axios", "application/json, text/plain, */*"],
    ["by who takes both alike", "text/html, application/json"],
    ["by who takes both alike, the other way round", "application/json;q=0.9, text/html;q=0.9"],
    ["by who takes it less", "text/html;q=0.9, application/json"],
    ["by who takes it less than problems", "text/html;q=0.9, application/problem+json"],
    ["by who refuses it", "text/html;q=0"],
    ["by who refuses it above all else", "text/html;q=0, */*"],
    ["by who refuses it and takes other texts", "text/html;q=0.000, text/*"],
    ["by who takes pictures", "image/*"],
    ["by who names something that resembles it", "text/html5, xtext/html, text /html"],
    ["with a weight that is none", "text/html;q=high"],
    ["with a weight that is too much", "text/html;q=2"],
    ["with an empty weight", "text/html;q="],
    ["in junk", "text/html/x;;;=,/"],
  ])("%s", (_, accept) => {
    expect(wants(accept)).toBe(false);
  });

  // H11
  test("by any other text, which does no harm either", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (accept) => {
        fc.pre(!accept.includes("text/"));
        expect(wants(accept)).toBe(false);
      }),
    );
  });
});

// C8
test.each([",", ";", "text/html,", "a/", " ", "*/*;q=0.5,"])("many of %j are read in linear time", (unit) => {
  expect(growth(unit, (text) => wants(text))).toBeLessThan(6);
});
