import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang } from "../../shared/defang.ts";
import { toText } from "../../shared/document.ts";
import { visible } from "../../shared/visible.ts";
import { growth } from "../support/growth.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { sampleMails } from "../support/sample-mails.ts";

/** What links are made of, and what stands around them. */
const parts = fc.constantFrom(
  ..."https :// http javascript: data: mailto: tel: ftp file hxxp : / \\ . @ www . com evil example xn--p1ai .nl ? # [ ] ( )".split(
    " ",
  ),
  ..." \n-_+éю1🙂\u200B\u034F",
);
const anyText = fc
  .array(fc.oneof(parts, fc.string({ unit: "binary", maxLength: 3 })))
  .map((all) => all.join(""));

// C3
describe("a text that was defanged", () => {
  test.each([
    ["https://evil.example/x", "hxxps://evil[.]example/x"],
    ["HTTP://EVIL.example:8080?a=b", "hxxp://EVIL[.]example:8080?a=b"],
    ["https://noor@evil.example/", "hxxps://noor@evil[.]example/"],
    ["http://127.0.0.1/x", "hxxp://127[.]0[.]0[.]1/x"],
    ["ftp://evil.example", "ftp[:]//evil[.]example"],
    ["file:///etc/passwd", "file[:]///etc/passwd"],
    ["javascript:alert(1)", "javascript[:]alert(1)"],
    ["data:text/html,x", "data[:]text/html,x"],
    ["mailto:noor@example.org", "mailto[:]noor@example.org"],
    ["tel:+31201234567", "tel[:]+31201234567"],
    ["search-ms:query=x ms-word:ofe", "search-ms[:]query=x ms-word[:]ofe"],
    ["www.evil.example", "www[.]evil[.]example"],
    ["www.evil", "www[.]evil"],
    ["evil.com, evil.example/path. Evil.Nl!", "evil[.]com, evil[.]example/path. Evil[.]Nl!"],
    ["//evil.example/x", "//evil[.]example/x"],
    ["münchen.example xn--mnchen-3ya.xn--p1ai", "münchen[.]example xn--mnchen-3ya[.]xn--p1ai"],
    [
      "[klik](https://evil.example) [klik](javascript:x)",
      "[klik](hxxps://evil[.]example) [klik](javascript[:]x)",
    ],
    ["<a href=https://evil.example>", "<a href=hxxps://evil[.]example>"],
    ["\\\\evil\\share", "[\\\\]evil\\share"],
    ["noor@evil.example/x", "noor@evil[.]example/x"],
    ["(ziehttps://evil.example)", "(ziehxxps://evil[.]example)"],
    ["evil.c\u200Bom evil.com\u200B", "evil.c⟨U+200B⟩om evil[.]com⟨U+200B⟩"],
  ])("%j", (typed, shown) => {
    expect(defang(typed)).toBe(shown);
  });

  test.each([
    "Noor de Vries, B.V. Bakker & Zn., d.w.z. e.g. i.v.m. o.a.",
    "Dat is 3.5 of 1.234,56 op 10.11.2026 om 10:15 uur: zie 12.30u.",
    "Ik wil mijn gegevens.Ik wacht al lang...Graag snel.",
    "I want my data.The rest can wait.Please hurry.",
    "bijlage.pdf, foto.jpg en lijst.xlsx",
    "noor@example.org, noor.de.vries+x@mail.example.org.",
    "Tel: 020 1234567; data: naam, adres; let op: a:b en/of c",
    "山田 太郎。עמית. Nguyễn Văn Ánh",
    "[zie] (hier) <b> &amp; {{x}} C:\\map \\n",
  ])("is as it was where it holds no link: %j", (typed) => {
    expect(defang(typed)).toBe(typed);
  });

  test("holds nothing that a mail program may follow, whatever it was made of", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const shown = defang(typed);
        for (const [scheme] of shown.matchAll(/[a-z0-9+.-]+:\/\//gi)) expect(scheme).toMatch(/hxxps?:\/\/$/i);
        expect(shown).not.toMatch(/www\.[a-z0-9]|[a-z0-9]\.(?:com|example|nl)(?![^\s/])\//i);
        expect(shown).not.toMatch(/(?<![a-z0-9])(?:javascript|data|mailto|tel):\S/i);
      }),
      { numRuns: 500 },
    );
  });

  test("does not change when it is defanged again, or made visible", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const shown = defang(typed);
        expect(defang(shown)).toBe(shown);
        expect(visible(shown)).toBe(shown);
      }),
      { numRuns: 500 },
    );
  });

  test("is what was typed, but for brackets and the name of the scheme", () => {
    const bare = (text: string) => text.replace(/[[\]]/g, "").replace(/h(?:tt|xx)p/gi, "http");
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(bare(defang(typed))).toBe(bare(visible(typed)));
        expect(defang(typed).length).toBeLessThanOrEqual(3 * visible(typed).length);
      }),
    );
  });
});

// C8
test.each(["a", ".", "a@", "ms-", "http://"])("no length of %j makes it slow", (unit) => {
  expect(growth(unit, defang)).toBeLessThan(4);
});

// C3
test.each(hostileTexts.map((text) => [text.slice(0, 60), text]))(
  "hostile texts have no link left: %j",
  (_, typed) => {
    expect(defang(typed)).not.toMatch(/https?:|www\.|javascript:|data:/);
  },
);

const publicUrl = "https://api.example";

// C3
test.each(sampleMails(publicUrl))("$name leads nowhere but to us", ({ mail }) => {
  const text = toText(mail.blocks);
  const links = text.match(/(?:https?:\/\/|www\.)[^\s>)]*/g) ?? [];
  expect(links.filter((link) => !link.startsWith(publicUrl))).toEqual([]);
});
