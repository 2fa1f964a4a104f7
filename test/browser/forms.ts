import type { Page, Response } from "playwright-core";
import { type PageTexts, pageTexts } from "../../functions/pages/texts.ts";
import type { Language } from "../../shared/language.ts";

/** One of the forms that store something, for whoever fills it in. */
export type TestedForm = {
  path: string;
  texts: (language: Language) => PageTexts["request"] | PageTexts["breach"];
  /** The title of its receipt. */
  receipt: (language: Language) => string;
  /** Enough for it to be taken: what is typed into a field, or chosen of it, in the order of the form. */
  values: readonly (readonly [name: string, value: string])[];
  /** A field of one line that has to be filled in, and what is said when it is not. */
  required: { name: string; missing: (language: Language) => string };
  /** A field of several lines. */
  lines: string;
};

/** The form for a data subject's request. */
export const requestForm: TestedForm = {
  path: "/request",
  texts: (language) => pageTexts[language].request,
  receipt: (language) => pageTexts[language].receipt.request.title,
  values: [
    ["controllerId", "voorbeeld-bv"],
    ["rights", "access"],
    ["rights", "erasure"],
    ["message", "Ik wil weten\nwelke gegevens u van mij heeft."],
    ["name", "Noor de Vries"],
    ["email", "noor@example.org"],
    ["identifier.customer_number", "4711"],
  ],
  required: { name: "name", missing: (language) => pageTexts[language].request.fields.name.missing },
  lines: "message",
};

/** The form for a breach report. */
export const breachForm: TestedForm = {
  path: "/breach",
  texts: (language) => pageTexts[language].breach,
  receipt: (language) => pageTexts[language].receipt.breach.title,
  values: [
    ["occurrence", "confirmed"],
    ["description", "Een lijst met adressen\nging naar de verkeerde."],
    ["discoveredAt", "22-11-2026 8:30"],
    ["controllerIds", "voorbeeld-bv"],
    ["reporter.name", "Sanne Bakker"],
    ["reporter.email", "sanne@subprocessor.example"],
    ["incidentKind", "email_wrong_recipient"],
    ["specialCategories", "none"],
    ["approximateDataSubjects.min", "10"],
    ["approximateDataSubjects.max", "50"],
  ],
  required: {
    name: "reporter.name",
    missing: (language) => pageTexts[language].breach.fields.reporterName.missing,
  },
  lines: "description",
};

/** Fills in a form as a person does, one control after the other. */
export async function fillInByHand(page: Page, { values }: TestedForm): Promise<void> {
  await unfold(page);
  for (const [name, value] of values) {
    const controls = field(page, name);
    const kind = await controls.first().evaluate(({ type }) => String(type));
    if (kind === "checkbox" || kind === "radio")
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === "select-one") await controls.selectOption(value);
    else await controls.fill(value);
  }
}

/** Fills in a form at once. */
export async function fillIn(page: Page, { values }: TestedForm): Promise<void> {
  const byName = Object.fromEntries(Map.groupBy(values, ([name]) => name));
  await page.locator("main form [name]").evaluateAll((controls, wanted) => {
    for (const control of controls) {
      const values = (wanted[control.name] ?? []).map(([, value]) => value);
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else if (values[0] !== undefined) control.value = values[0];
    }
  }, byName);
}

/** The one control of that name. */
export function field(page: Page, name: string) {
  return page.locator(`[name="${name}"]`);
}

/** Opens what is folded. */
async function unfold(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

/** Presses a button that sends a form, and gives the answer, whose page is there then. */
export async function press(page: Page, button: string): Promise<Response> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.waitForEvent("load"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return answer;
}

/** What is filled in, chosen or checked, by name: everything but the key that makes a second sending harmless. */
export function valuesIn(page: Page): Promise<[string, string][]> {
  return page.locator("main form [name]").evaluateAll((controls) =>
    controls
      .filter(({ type, checked }) => checked || !["checkbox", "radio"].includes(type))
      .map(({ name, value }): [string, string] => [name, value])
      .filter(([name, value]) => value !== "" && name !== "key"),
  );
}

/** The facts on a page: what stands beside each label. */
export async function factsOn(page: Page): Promise<Map<string, string>> {
  const pairs = await page
    .locator("dl > dt")
    .evaluateAll((labels) =>
      labels.map((label): [string, string] => [
        label.textContent ?? "",
        label.nextElementSibling?.textContent ?? "",
      ]),
    );
  return new Map(pairs);
}

/** The reference and the code on a receipt. */
export async function receiptOn(
  page: Page,
  language: Language,
): Promise<{ reference: string; code: string }> {
  const facts = await factsOn(page);
  const { status, receipt } = pageTexts[language];
  return { reference: facts.get(status.reference) ?? "", code: facts.get(receipt.code) ?? "" };
}
