import { labels } from "../breach/facts/labels.ts";
import type { Field, InputField, Option, Section } from "./form/field.ts";
import type { View } from "./layout.ts";

/** Chosen where there is nothing to name, so that it is not taken for what is not known. */
export const none = "none";

type FieldTexts = View["texts"]["breach"]["fields"];
type Name = keyof FieldTexts;

type LineOptions = Partial<
  Pick<Extract<InputField, { kind: "line" }>, "type" | "autocomplete" | "inputmode">
>;

/** Fields of the forms about a breach that may stay empty. */
export function factFields(fields: FieldTexts) {
  const line = (name: string, text: Name, more: LineOptions = {}): Field => ({
    kind: "line",
    name,
    text: fields[text],
    optional: true,
    ...more,
  });
  const count = (name: string, text: Name): Field => line(name, text, { inputmode: "numeric" });
  const lines = (name: Name): Field => ({ kind: "lines", name, text: fields[name], optional: true });
  const moment = (name: Name): Field => line(name, name);
  const several = (name: Name, options: readonly Option[]): Field => ({
    kind: "several",
    name,
    text: fields[name],
    optional: true,
    options,
  });
  return { line, count, lines, moment, several };
}

/** What somebody may know of a breach, besides what happened and when. */
export function factSections({ language, texts: { breach } }: View): Section[] {
  const { fields } = breach;
  const { line, count, lines, moment, several } = factFields(fields);
  const said = labels[language];
  return [
    {
      heading: breach.contact,
      folded: true,
      intro: breach.contactIntro,
      fields: [
        line("contact.name", "contactName"),
        line("contact.email", "contactEmail", { type: "email" }),
        line("contact.phone", "contactPhone", { type: "tel" }),
      ],
    },
    {
      heading: breach.more,
      folded: true,
      intro: breach.moreIntro,
      fields: [
        lines("howDiscovered"),
        moment("startedAt"),
        moment("endedAt"),
        {
          kind: "one",
          name: "ongoing",
          text: fields.ongoing,
          optional: true,
          options: [
            { value: "true", label: breach.ongoing.true },
            { value: "false", label: breach.ongoing.false },
            // Who has chosen one of the others by mistake can take that back.
            { value: "", label: said.notYetKnown },
          ],
        },
        several("nature", options(breach.nature)),
        {
          kind: "select",
          name: "incidentKind",
          text: fields.incidentKind,
          optional: true,
          options: options(said.incidentKind),
        },
        lines("cause"),
        lines("consequences"),
      ],
    },
    {
      heading: breach.whose,
      folded: true,
      fields: [
        several("personalDataCategories", options(said.personalDataCategories)),
        several("specialCategories", [...options(said.specialCategories), { value: none, label: said.none }]),
        several("dataSubjectCategories", options(said.dataSubjectCategories)),
        count("approximateDataSubjects.min", "subjectsMin"),
        count("approximateDataSubjects.max", "subjectsMax"),
        count("approximateRecords.min", "recordsMin"),
        count("approximateRecords.max", "recordsMax"),
      ],
    },
    {
      heading: breach.done,
      folded: true,
      fields: [
        lines("measuresTaken"),
        lines("proposedSolution"),
        lines("protectionBefore"),
        several("informed", [...options(said.informed), { value: none, label: said.nobody }]),
      ],
    },
  ];
}

function options(names: Readonly<Record<string, string>>): Option[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
