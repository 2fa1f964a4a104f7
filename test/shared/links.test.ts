import { describe, expect, test } from "vitest";
import { pageLink, statusLink } from "../../shared/links.ts";
import { pagePaths } from "../../shared/routes.ts";
import { delivery } from "../support/submissions.ts";

const publicUrl = "https://meldpunt.example";
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const mail = delivery({ reference: "BR-7K3M-9QXT-2W5R", id: "notice-1-voorbeeld-bv", token });

const links: [string, typeof statusLink, string][] = [
  ["how a case stands", statusLink, `/status/BR-7K3M-9QXT-2W5R/${token}`],
  ...(["acknowledge", "statements", "objection"] as const).map(
    (page): [string, typeof statusLink, string] => [
      `the page ${page}`,
      (root, of) => pageLink(root, page, of as Parameters<typeof pageLink>[2]),
      `/${page}/BR-7K3M-9QXT-2W5R/notice-1-voorbeeld-bv/${token}`,
    ],
  ),
];

describe.each(links)("The link to %s", (_, link, path) => {
  test("leads there with the token, in the language of the mail", () => {
    expect(link(publicUrl, mail)).toBe(`${publicUrl}${path}?lang=nl`);
    expect(link(publicUrl, { ...mail, language: "en" })).toBe(`${publicUrl}${path}?lang=en`);
  });

  test("is not there for a mail without a token", () => {
    const { token: _token, ...rest } = mail;
    expect(link(publicUrl, rest)).toBeUndefined();
  });

  // C3
  test("cannot be led elsewhere by what is in it", () => {
    for (const odd of ["../x", "a?b", "a#b", "a b", "a%2Fb", '"><b>', "{token}", "$&"]) {
      const { origin, pathname, search, hash } = new URL(
        link(publicUrl, { ...mail, reference: odd, id: odd, token: odd }) ?? "",
      );
      expect([origin, search, hash]).toEqual([publicUrl, "?lang=nl", ""]);
      const parts = pathname.split("/").slice(2).map(decodeURIComponent);
      expect(new Set(parts)).toEqual(new Set([odd]));
    }
  });
});

test("The links are those of pages that there are", () => {
  expect(pagePaths).toMatchObject({
    caseStatus: "/status/{reference}/{token}",
    acknowledge: "/acknowledge/{reference}/{delivery}/{token}",
    statements: "/statements/{reference}/{delivery}/{token}",
    objection: "/objection/{reference}/{delivery}/{token}",
  });
});
