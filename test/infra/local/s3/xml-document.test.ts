import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childrenOf, parseXml, textOf } from "../../../../infra/local/s3/xml-document.ts";
import { markup, markupOf } from "../../../../shared/markup.ts";

const malformed = expect.objectContaining({ status: 400, code: "MalformedXML" });

describe("an XML document", () => {
  test("is read with its text, entities, CDATA and comments", () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- <No/> --><Delete xmlns='http://s3.amazonaws.com/doc/2006-03-01/' a="x>y"><Object
><Key>a&amp;&lt;&gt;&quot;&apos;&#233;&#x1F600;<![CDATA[<&amp;]]>\r\n</Key></Object><Quiet/></Delete>\n`;
    const root = parseXml(Buffer.from(xml));
    expect(root.name).toBe("Delete");
    const [object] = childrenOf(root, "Object", ["Object", "Quiet"]);
    expect(object && textOf(object, "Key")).toBe("a&<>\"'é\u{1f600}<&amp;\n");
    expect([textOf(root, "Quiet"), textOf(root, "Absent")]).toEqual(["", undefined]);
  });

  test("gives back the text that our own markup escapes, if XML can hold it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(parseXml(Buffer.from(markupOf(markup`<k>${text}\r\n</k>`))).text).toBe(`${text}\n`);
      }),
    );
  });

  test.each([
    ["an element that is not closed", "<a><b></a>"],
    ["an element that was not opened", "<a></a></b>"],
    ["two roots", "<a/><b/>"],
    ["no root", "text"],
    ["text beside the root", "<a/>text"],
    ["a bare ampersand", "<a>b & c</a>"],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["an entity that only JavaScript knows", "<a>&constructor;</a>"],
    ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
    ["a control character", "<a>\u0001</a>"],
    ["a reference to a control character", "<a>&#1;</a>"],
    ["a reference beyond Unicode", "<a>&#x110000;</a>"],
    ["bytes that are no UTF-8", Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
  ])("with %s is malformed", (_, xml) => {
    expect(() => parseXml(Buffer.from(xml))).toThrow(malformed);
  });

  test("in which something unknown stands, or something twice, is malformed", () => {
    const root = parseXml(Buffer.from("<a><b>1</b><b>2</b><c><d/></c></a>"));
    expect(() => childrenOf(root, "b", ["b"])).toThrow(malformed);
    expect(() => textOf(root, "b")).toThrow(malformed);
    expect(() => textOf(root, "c")).toThrow(malformed);
  });
});
