import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findNet,
  hasNets,
  hasRoom,
  netUnder,
  othersRules,
  withNet,
  withoutNets,
} from "../../../../functions/termination/objects/lifecycle-rules.ts";
import { UnreadableXml } from "../../../../functions/termination/objects/xml.ts";
import { growth } from "../../../support/growth.ts";
import { anyConfiguration, configuration, foreignRule, oldRule } from "./lifecycle-texts.ts";
import { hostedTerritory, ownTerritory, term } from "./world.ts";

const { reference, destroyNotBefore } = term;
const net = netUnder(ownTerritory(), reference, destroyNotBefore);

describe("the net under a territory", () => {
  test("is two rules, which on a bucket with versions one rule cannot replace", () => {
    const [expire, markers] = net.ids;
    expect(withNet(undefined, net)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        `<Rule><ID>${expire}</ID><Filter><Prefix>controllers/voorbeeld-bv/</Prefix></Filter><Status>Enabled</Status>` +
        "<Expiration><Date>2027-02-01T00:00:00.000Z</Date></Expiration>" +
        "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>" +
        "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>" +
        `<Rule><ID>${markers}</ID><Filter><Prefix>controllers/voorbeeld-bv/</Prefix></Filter><Status>Enabled</Status>` +
        "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule></LifecycleConfiguration>",
    );
  });

  // F10
  test.each([
    ["2027-01-31T23:00:00.000Z", "2027-02-01T00:00:00.000Z"],
    ["2027-06-30T22:00:00.000Z", "2027-07-01T00:00:00.000Z"],
    ["2027-02-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"],
    ["2027-02-01T00:00:00.001Z", "2027-02-02T00:00:00.000Z"],
  ])("never acts before the instant: from %s on it acts at %s", (instant, date) => {
    expect(netUnder(ownTerritory(), reference, new Date(instant)).date).toBe(date);
  });

  test("has ids of its own under each territory, which tell whose they are and fit into 255 characters", () => {
    const other = netUnder(hostedTerritory(), reference, destroyNotBefore);
    const ids = [...net.ids, ...other.ids];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^meldpunt-AGR-7K3M-9QXT-2W5R-[a-z0-9-]{1,100}$/);
  });

  test("takes the old form of a prefix where rules of others have it, for S3 refuses both in one configuration", () => {
    const xml = withNet(configuration(oldRule), net);
    expect(xml).not.toContain("<Filter>");
    expect(xml).toContain("<Prefix>controllers/voorbeeld-bv/</Prefix>");
    expect(withNet(configuration(foreignRule), net)).toContain(
      "<Filter><Prefix>controllers/voorbeeld-bv/</Prefix></Filter>",
    );
  });

  test("carries a prefix that looks like markup", () => {
    const hostile = netUnder(hostedTerritory("</Prefix><Prefix>&\"']]>/"), reference, destroyNotBefore);
    const xml = withNet(configuration(foreignRule), hostile);
    expect(othersRules(xml, reference)).toEqual([foreignRule]);
    expect(findNet(xml, hostile)).toBe("held");
  });

  test("replaces what is left of itself", () => {
    const once = withNet(configuration(foreignRule), net);
    expect(withNet(once, net)).toBe(once);
    const earlier = withNet(configuration(foreignRule), { ...net, date: "2026-01-01T00:00:00.000Z" });
    expect(findNet(earlier, net)).toBe("distorted");
    expect(withNet(earlier, net)).toBe(once);
  });
});

// F11
describe("the rules of others", () => {
  test("stay as they are, byte for byte, when the net is put in and taken out again", () => {
    const check = fc.property(anyConfiguration, (xml) => {
      const put = withNet(xml, net);
      expect(othersRules(put, reference)).toEqual(othersRules(xml, reference));
      expect(hasNets(put, reference)).toBe(true);
      expect(findNet(put, net)).toBe("held");
      expect(withoutNets(put, reference)).toBe(xml);
    });
    fc.assert(check, { numRuns: 500 });
  });

  test("stay when several nets come and go in any order", () => {
    const second = netUnder(hostedTerritory(), reference, destroyNotBefore);
    const other = netUnder(ownTerritory(), "AGR-0000-0000-0000", destroyNotBefore);
    const check = fc.property(
      anyConfiguration,
      fc.shuffledSubarray([net, second, other], { minLength: 3 }),
      (xml, nets) => {
        const put = nets.reduce((before, one) => withNet(before, one), xml);
        const without = withoutNets(put, reference);
        expect(findNet(without, other)).toBe("held");
        expect(withoutNets(without, "AGR-0000-0000-0000")).toBe(xml);
      },
    );
    fc.assert(check, { numRuns: 200 });
  });

  test("are not taken for ours by an id that only begins alike", () => {
    const theirs = foreignRule.replace("logs &amp; more", "meldpunt-AGR-7K3M-9QXT-2W5");
    expect(hasNets(configuration(theirs), reference)).toBe(false);
    expect(withoutNets(configuration(theirs), reference)).toBe(configuration(theirs));
  });

  test("leave no configuration behind when there were none", () => {
    expect(withoutNets(withNet(undefined, net), reference)).toBeUndefined();
    expect(withoutNets(withNet("<LifecycleConfiguration/>", net), reference)).toBeUndefined();
    expect(withoutNets(undefined, reference)).toBeUndefined();
  });

  test("take up the room of 1,000 that S3 gives all rules", () => {
    const others = (count: number) =>
      configuration(...Array.from({ length: count }, (_, n) => oldRule.replace("old", `theirs-${n}`)));
    expect(hasRoom(others(998), net)).toBe(true);
    expect(hasRoom(withNet(others(998), net), net)).toBe(true);
    expect(hasRoom(others(999), net)).toBe(false);
  });
});

// F11, F12
describe("a net that S3 gives back otherwise", () => {
  const held = withNet(configuration(foreignRule), net);

  test.each([
    ["without its filter, so that it acts on the whole bucket", /<Filter>.*?<\/Filter>/, "<Filter/>"],
    ["with an empty prefix", "<Prefix>controllers/voorbeeld-bv/</Prefix>", "<Prefix></Prefix>"],
    ["with another prefix", "controllers/voorbeeld-bv/", "controllers/voorbeeld-b"],
    ["with an earlier date", "2027-02-01", "2027-01-01"],
    ["switched off", "<Status>Enabled", "<Status>Disabled"],
    ["without a part", /<NoncurrentVersionExpiration>.*?<\/NoncurrentVersionExpiration>/, ""],
    ["without one of its rules", /<Rule><ID>meldpunt[^<]*-markers.*?<\/Rule>/, ""],
    ["with a condition more", "</Status><Expiration><Date>", "</Status><Tag>a</Tag><Expiration><Date>"],
  ])("%s, is distorted", (_, part, otherwise) => {
    // After the foreign rule, which has a filter of its own.
    const at = held.indexOf("meldpunt-");
    const whole = held.slice(0, at) + held.slice(at).replace(part, otherwise);
    expect(whole).not.toBe(held);
    expect(findNet(whole, net)).toBe("distorted");
  });

  test("in another order and another form of the same date, is held", () => {
    const [first = "", second = ""] = held.slice(held.indexOf("<Rule><ID>meldpunt")).split(/(?<=<\/Rule>)/);
    const turned = configuration(second, foreignRule, first.replace("00:00:00.000Z", "00:00:00Z"));
    expect(findNet(turned, net)).toBe("held");
  });
});

test.each([
  ["nothing", ""],
  ["no XML", "Access denied"],
  ["another document", "<Error><Code>SlowDown</Code></Error>"],
  ["half a configuration", configuration(foreignRule).slice(0, -30)],
  ["tags that do not match", configuration("<Rule></Status>")],
  ["a tag that does not end", configuration('<Rule a="1></Rule>')],
  ["two documents", configuration(foreignRule) + configuration(foreignRule)],
  ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${configuration(foreignRule)}`],
  ["text after it", `${configuration(foreignRule)}x`],
  ["a comment that does not end, again and again", "<!--".repeat(25_000)],
  ["a quote that does not end, again and again", '<a b="'.repeat(20_000)],
])("%s is not taken for a configuration", (_, xml) => {
  expect(() => withNet(xml, net)).toThrow(UnreadableXml);
  expect(() => withoutNets(xml, reference)).toThrow(UnreadableXml);
  expect(() => findNet(xml, net)).toThrow(UnreadableXml);
});

// C8
test.each([
  ...["<a ", '<a b="', "<a b='\"", "<!--", "<![CDATA[", "<?", "<a/"].map((part) => [part, true] as const),
  ["&#x", false] as const,
])("however often it repeats, %s holds nothing up", (part, isBroken) => {
  const read = (text: string) => {
    if (isBroken) expect(() => withNet(configuration(text), net)).toThrow(UnreadableXml);
    else expect(withNet(configuration(text), net)).toContain(net.ids[0]);
  };
  expect(growth(part, read)).toBeLessThan(4);
});
