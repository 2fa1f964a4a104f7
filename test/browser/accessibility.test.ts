import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { languages } from "../../shared/language.ts";
import { describeOnSite } from "./describe-on-site.ts";
import { allStates, reaching, someStates } from "./states.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** In the small run every state is looked at in one language, and few in dark colours: they differ in nothing else. */
const tried = { nl: allStates, en: inject("long") ? allStates : someStates.slice(0, 1) };
const triedInDark = inject("long") ? allStates : someStates;

/** There are no frames, so that axe needs no window of its own. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

describeOnSite("The pages", (visit) => {
  const { open } = visit;
  const reach = reaching(visit);

  describe.each(languages)("in %s", (language) => {
    test.each(tried[language])(
      "%s: break no rule of WCAG 2.2 A and AA that a program can check",
      async (state) => {
        const page = await open(language);
        await reach(page, state, language);
        const { violations, passes } = await axe(page).withTags(rules).analyze();
        expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
        expect(passes.length).toBeGreaterThan(10);
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
      },
    );
  });

  test.each(triedInDark)("%s: have contrast enough in dark colours", async (state) => {
    const page = await open("nl");
    await page.emulateMedia({ colorScheme: "dark" });
    await reach(page, state, "nl");
    const { violations, passes } = await axe(page).withRules("color-contrast").analyze();
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
    expect(passes).toHaveLength(1);
  });
});
