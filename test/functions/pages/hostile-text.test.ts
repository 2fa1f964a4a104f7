import { beforeAll, describe, expect, test } from "vitest";
import { breachForm } from "../../../functions/pages/breach-form.ts";
import type { Form } from "../../../functions/pages/form/answer-form.ts";
import type { Field } from "../../../functions/pages/form/field.ts";
import { requestForm } from "../../../functions/pages/request-form.ts";
import { type Answers, answersIn, fill, filledIn, send } from "../../support/forms.ts";
import { asLine, hostileTexts } from "../../support/hostile-texts.ts";
import { elements, parsePage } from "../../support/html.ts";
import { key } from "./filled-forms.ts";
import { type PagesDoor, pagesDoor } from "./pages-door.ts";
import { questionsOf } from "./round-trip.ts";
import { views } from "./sample-site.ts";

let door: PagesDoor;

beforeAll(async () => {
  door = await pagesDoor();
});

const choices = async () => [{ id: "voorbeeld-bv", name: "Voorbeeld B.V." }];
const forms: [string, Form<unknown>][] = [
  ["/request", requestForm(choices, views.nl.texts.request)],
  ["/breach", breachForm(choices, views.nl)],
];

/** The text in every field that takes one, and everything chosen that there is to choose. */
function everywhere(fields: readonly Field[], text: string): Answers {
  return Object.fromEntries(
    fields.map((field) => {
      if ("options" in field)
        return [field.name, field.options.map(({ value }) => value).slice(field.kind === "several" ? 0 : -1)];
      return [field.name, field.kind === "lines" ? text : asLine(text)];
    }),
  );
}

describe.each(forms)("What is typed in the form at %s", (path, form) => {
  // B12, C1, C3, C4, C7, C9
  test.each(hostileTexts.map((text) => [text.slice(0, 40), text]))(
    "comes back as the same text, and never as mark-up: %j",
    async (_, text) => {
      const fields = await questionsOf(form);
      const sent = fill({ ...everywhere(fields, text), key });
      const { body } = await door.answer(send(path, sent));
      const expected = answersIn(sent).map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]);
      expect(answersIn(filledIn(body)).toSorted()).toEqual(expected.toSorted());
      const plain = await door.answer(send(path, fill({ ...everywhere(fields, "x"), key })));
      const controls = (page: string) =>
        parsePage(page)
          .filter(({ tag }) => !["a", "li", "ul", "span", "div", "h2", "p"].includes(tag))
          .map(({ tag }) => tag);
      expect(controls(body)).toEqual(controls(plain.body));
      expect(elements(parsePage(body), "script")).toEqual([]);
    },
  );
});
