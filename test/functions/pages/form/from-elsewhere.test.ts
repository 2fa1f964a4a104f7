import { expect, test } from "vitest";
import { isFromElsewhere } from "../../../../functions/pages/form/from-elsewhere.ts";

// B10
test.each([
  ["cross-site", true],
  ["same-site", true],
  ["SAME-ORIGIN", true],
  ["", true],
  ["same-origin", false],
  ["none", false],
  [undefined, false],
])("A form whose browser says that its page was %j is from elsewhere: %s", (site, expected) => {
  expect(isFromElsewhere({ headers: site === undefined ? {} : { "sec-fetch-site": site } })).toBe(expected);
});
