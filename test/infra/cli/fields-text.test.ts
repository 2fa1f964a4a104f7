import { describe, expect, test } from "vitest";
import { fieldsText } from "../../../infra/cli/fields-text.ts";

describe("fields for people", () => {
  test("stand one a line, whatever they hold", () => {
    const text = fieldsText({
      discoveredAt: "2026-11-22T08:30+01:00",
      ongoing: false,
      nature: ["confidentiality", "integrity"],
      specialCategories: [],
      contact: { name: "Sanne", email: "sanne@example.org" },
      informed: [{ who: "data_subjects" }, { who: "police", at: "2026-11-22T09:00+01:00" }],
      approximateRecords: { min: 10, max: 50 },
      description: "Twee\nregels.",
    });
    expect(text.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["discovered at", "2026-11-22T08:30+01:00"],
      ["ongoing", "no"],
      ["nature", "confidentiality; integrity"],
      ["special categories", "none"],
      ["contact", "name Sanne, email sanne@example.org"],
      ["informed", "who data_subjects; who police, at 2026-11-22T09:00+01:00"],
      ["approximate records", "min 10, max 50"],
      ["description", "Twee"],
      ["", "regels."],
    ]);
  });

  // C4
  test("show what a stranger hid in a text, instead of doing it to the terminal", () => {
    expect(fieldsText({ cause: "a\u202Eb\u001B[2Jc" })).toBe("cause  a⟨U+202E⟩b⟨U+001B⟩[2Jc");
  });
});
