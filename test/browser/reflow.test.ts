import { expect, inject, test } from "vitest";
import { describeOnSite } from "./describe-on-site.ts";
import { allStates, reaching, someStates } from "./states.ts";

/** By how many CSS pixels a page is wider than its window, and what sticks out of it. */
const overflow = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const out = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && getComputedStyle(one).clipPath === "none");
  return { by: scrollWidth - clientWidth, out: out.map((one) => one.outerHTML.slice(0, 80)) };
})()`;

const nothing = { by: 0, out: [] };

/** The controls whose edge cannot be told from the page. */
const invisibleControls = `(() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "Canvas";
  const canvas = getComputedStyle(probe).color;
  const controls = "main :is(input, select, textarea, button, [role=alert])";
  return [...document.querySelectorAll(controls)]
    .filter((one) => one.getClientRects().length > 0)
    .filter((one) => {
      const { borderTopWidth, borderTopStyle, borderTopColor, appearance } = getComputedStyle(one);
      const isEdged = parseFloat(borderTopWidth) >= 1 && borderTopStyle !== "none" && borderTopColor !== canvas;
      // What the browser draws itself has an edge of its own.
      return !isEdged && appearance === "none";
    })
    .map((one) => one.outerHTML.slice(0, 80));
})()`;

describeOnSite("The pages", (visit) => {
  const { open } = visit;
  const reach = reaching(visit);

  // 1280 CSS pixels at 400 % zoom are 320 of them (WCAG 2.2, 1.4.10 and 1.4.4).
  test.each(inject("long") ? allStates : someStates)(
    "%s: fit at 400 %% zoom, and with text of twice the size",
    async (state) => {
      const page = await open("nl");
      await reach(page, state, "nl");
      await page.setViewportSize({ width: 320, height: 256 });
      expect(await page.evaluate(overflow)).toEqual(nothing);
      await page.setViewportSize({ width: 640, height: 512 });
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      expect(await page.evaluate("getComputedStyle(document.body).fontSize")).toBe("32px");
      expect(await page.evaluate(overflow)).toEqual(nothing);
    },
  );

  test("show fields, buttons and the focus in forced colours", async () => {
    const page = await open("nl");
    await page.emulateMedia({ forcedColors: "active" });
    await reach(page, "request-wrong", "nl");
    const invisible = await page.evaluate(invisibleControls);
    expect(invisible).toEqual([]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  });

  test("move nothing for whoever asks for that", async () => {
    const page = await open("nl");
    const scrolling = "getComputedStyle(document.documentElement).scrollBehavior";
    const moving = `[...document.querySelectorAll("*")].filter((one) => {
      const { animationName, transitionDuration } = getComputedStyle(one);
      return animationName !== "none" || transitionDuration !== "0s";
    }).length`;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await reach(page, "request-wrong", "nl");
    expect(await page.evaluate(scrolling)).toBe("auto");
    expect(await page.evaluate(moving)).toBe(0);
  });
});
