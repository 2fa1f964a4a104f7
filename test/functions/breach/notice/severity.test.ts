import { describe, expect, test } from "vitest";
import { suggestSeverity } from "../../../../functions/breach/notice/severity.ts";
import type { Facts } from "../../../../functions/breach/report.ts";

const suggest = (facts: Facts) => suggestSeverity(facts, "en");

describe("the severity that is suggested", () => {
  test.each([
    [{ personalDataCategories: ["name", "contact"] }, 1, "name"],
    [{ personalDataCategories: ["contact", "location"] }, 2, "location data"],
    [{ personalDataCategories: ["name", "financial", "location"] }, 3, "financial data"],
    [{ personalDataCategories: ["financial", "criminal"] }, 4, "criminal convictions or offences"],
    [{ specialCategories: ["health"] }, 4, "health"],
    [{ personalDataCategories: ["name"], specialCategories: ["genetic"] }, 4, "genetic data"],
  ] satisfies [Facts, number, string][])(
    "of %j is that of the most sensitive category",
    (facts, score, category) => {
      expect(suggest(facts)).toEqual({ score, category });
    },
  );

  test("does not depend on the order in which the categories were named", () => {
    expect(suggest({ personalDataCategories: ["financial", "name"] })).toEqual(
      suggest({ personalDataCategories: ["name", "financial"] }),
    );
  });

  test.each([
    {},
    { personalDataCategories: [], specialCategories: [] },
    { personalDataCategories: ["unknown", "other"] },
    { personalDataCategories: ["access_or_identification", "national_id", "identity_document"] },
  ] satisfies Facts[])("is absent where no category with a base score is known: %j", (facts) => {
    expect(suggest(facts)).toBeUndefined();
  });

  test("names the category in the reader's language", () => {
    expect(suggestSeverity({ specialCategories: ["health"] }, "nl")?.category).toBe("gezondheid");
  });
});
