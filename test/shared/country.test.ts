import { expect, test } from "vitest";
import { countryText, isCountry, isThirdCountry } from "../../shared/country.ts";

test("a country is one by its code in ISO 3166-1, in capitals", () => {
  for (const code of ["NL", "US", "GB", "BQ", "XK"]) expect(isCountry(code), code).toBe(true);
  for (const code of ["UK", "EU", "ZZ", "XA", "AN", "QQ", "nl", "NLD", "N", "", "NL\n"]) {
    expect(isCountry(code), code).toBe(false);
  }
});

test("a third country is one outside of the European Economic Area", () => {
  for (const code of ["NL", "IE", "NO", "IS", "LI", "RE"]) expect(isThirdCountry(code), code).toBe(false);
  for (const code of ["US", "GB", "CH", "AW", "NC"]) expect(isThirdCountry(code), code).toBe(true);
});

test("a country is named in the reader's language, with its code", () => {
  expect(countryText("DE", "nl")).toBe("Duitsland (DE)");
  expect(countryText("DE", "en")).toBe("Germany (DE)");
});
