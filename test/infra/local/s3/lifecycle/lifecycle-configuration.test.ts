import { describe, expect, test } from "vitest";
import { readLifecycleConfiguration } from "../../../../../infra/local/s3/lifecycle/lifecycle-configuration.ts";

function read(...rules: string[]) {
  const xml = `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rules.join("")}</LifecycleConfiguration>`;
  return readLifecycleConfiguration(Buffer.from(xml));
}

const status = "<Status>Enabled</Status>";
const filter = "<Filter><Prefix>a/</Prefix></Filter>";
const days = "<Expiration><Days>1</Days></Expiration>";
const rule = (content: string) => `<Rule>${content}</Rule>`;
const prefixed = { prefix: "a/", tagged: false, largerThan: undefined, smallerThan: undefined };

describe("a lifecycle configuration", () => {
  test("is read as rules in order", () => {
    const and =
      "<Filter><And><Prefix>b/</Prefix><ObjectSizeGreaterThan>10</ObjectSizeGreaterThan><ObjectSizeLessThan>20</ObjectSizeLessThan></And></Filter>";
    const abort =
      "<AbortIncompleteMultipartUpload><DaysAfterInitiation>3</DaysAfterInitiation></AbortIncompleteMultipartUpload>";
    const date = "<Expiration><Date>2026-11-23T00:00:00.000Z</Date></Expiration>";
    expect(
      read(
        rule(`<ID>one</ID>${filter}${status}${days}${abort}`),
        rule(`${and}<Status>Disabled</Status>${date}`),
        rule(
          `<Prefix>a/</Prefix>${status}<Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>`,
        ),
      ),
    ).toEqual([
      { id: "one", enabled: true, filter: prefixed, expiration: { days: 1 }, abortAfterDays: 3 },
      {
        id: undefined,
        enabled: false,
        filter: { prefix: "b/", tagged: false, largerThan: 10, smallerThan: 20 },
        expiration: { date: new Date("2026-11-23T00:00:00Z") },
        abortAfterDays: undefined,
      },
      { id: undefined, enabled: true, filter: prefixed, expiration: undefined, abortAfterDays: undefined },
    ]);
  });

  test("may ask for everything, for tags, and for what acts on versions only", () => {
    const noncurrent =
      "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>5</NewerNoncurrentVersions></NoncurrentVersionExpiration>";
    const marker = "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>";
    const tag = "<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>";
    const rules = read(
      rule(`<Filter/>${status}${noncurrent}`),
      rule(`${filter}${status}${marker}`),
      rule(`${tag}${status}${days}`),
    );
    expect(rules.map((each) => [each.filter.prefix, each.filter.tagged, each.expiration])).toEqual([
      ["", false, undefined],
      ["a/", false, undefined],
      ["", true, { days: 1 }],
    ]);
  });

  test("has 1,000 rules at most, and one at least", () => {
    const one = rule(`${filter}${status}${days}`);
    expect(read(...Array.from({ length: 1000 }, () => one))).toHaveLength(1000);
    for (const rules of [Array.from({ length: 1001 }, () => one), []]) {
      expect(() => read(...rules)).toThrow(expect.objectContaining({ status: 400, code: "MalformedXML" }));
    }
  });

  test.each([
    ["without an action", `${filter}${status}`, "InvalidRequest"],
    ["without a status", `${filter}${days}`, "MalformedXML"],
    ["with an unknown status", `${filter}<Status>On</Status>${days}`, "MalformedXML"],
    ["with neither a filter nor a prefix", `${status}${days}`, "MalformedXML"],
    ["with both", `${filter}<Prefix/>${status}${days}`, "MalformedXML"],
    ["with two filters", `${filter}${filter}${status}${days}`, "MalformedXML"],
    [
      "with two predicates and no And",
      `<Filter><Prefix/><ObjectSizeLessThan>1</ObjectSizeLessThan></Filter>${status}${days}`,
      "MalformedXML",
    ],
    ["with an And of one", `<Filter><And><Prefix/></And></Filter>${status}${days}`, "MalformedXML"],
    ["with an unknown element", `${filter}${status}${days}<Retention/>`, "MalformedXML"],
    ["after 0 days", `${filter}${status}<Expiration><Days>0</Days></Expiration>`, "InvalidArgument"],
    ["after -1 days", `${filter}${status}<Expiration><Days>-1</Days></Expiration>`, "InvalidArgument"],
    [
      "after days and on a date",
      `${filter}${status}<Expiration><Days>1</Days><Date>2026-11-23</Date></Expiration>`,
      "MalformedXML",
    ],
    [
      "at another time than midnight",
      `${filter}${status}<Expiration><Date>2026-11-23T00:00:01Z</Date></Expiration>`,
      "InvalidArgument",
    ],
    [
      "with an id of 256 characters",
      `<ID>${"i".repeat(256)}</ID>${filter}${status}${days}`,
      "InvalidArgument",
    ],
    [
      "aborting uploads by size",
      `<Filter><ObjectSizeLessThan>1</ObjectSizeLessThan></Filter>${status}<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>`,
      "InvalidRequest",
    ],
    [
      "keeping 101 versions",
      `${filter}${status}<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>101</NewerNoncurrentVersions></NoncurrentVersionExpiration>`,
      "InvalidArgument",
    ],
  ])("with a rule %s is refused", (_, content, code) => {
    expect(() => read(rule(content))).toThrow(expect.objectContaining({ status: 400, code }));
  });

  test("with the same id twice is refused", () => {
    const one = rule(`<ID>one</ID>${filter}${status}${days}`);
    expect(() => read(one, one)).toThrow(expect.objectContaining({ code: "InvalidArgument" }));
  });
});
