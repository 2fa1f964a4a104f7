import { occurrences } from "../breach/terms.ts";
import { factFields, factSections } from "./breach-facts.ts";
import type { Choice } from "./choices.ts";
import type { Field, Section } from "./form/field.ts";
import type { View } from "./layout.ts";

/** What somebody is asked of a breach. */
export function breachQuestions(choices: readonly Choice[], view: View): Section[] {
  const { breach } = view.texts;
  const { fields } = breach;
  const { line, several } = factFields(fields);
  const either = ({ optional: _, ...field }: Field): Field => ({ ...field, either: true });
  const controllers = choices.map(({ id, name }) => ({ value: id, label: name }));
  return [
    {
      heading: breach.what,
      fields: [
        {
          kind: "one",
          name: "occurrence",
          text: fields.occurrence,
          options: occurrences.map((value) => ({ value, label: breach.occurrence[value] })),
        },
        { kind: "lines", name: "description", text: fields.description },
        { kind: "line", name: "discoveredAt", text: fields.discoveredAt },
      ],
    },
    {
      heading: breach.organisations,
      fields: [
        ...(controllers.length === 0 ? [] : [either(several("controllerIds", controllers))]),
        either(line("organisation", "organisation")),
        line("otherControllerIds", "otherControllerIds"),
      ],
    },
    {
      heading: breach.you,
      intro: breach.youIntro,
      fields: [
        { kind: "line", name: "reporter.name", text: fields.reporterName, autocomplete: "name" },
        {
          kind: "line",
          type: "email",
          name: "reporter.email",
          text: fields.reporterEmail,
          autocomplete: "email",
        },
        line("reporter.phone", "reporterPhone", { type: "tel", autocomplete: "tel" }),
        line("reporter.organisation", "reporterOrganisation", { autocomplete: "organization" }),
      ],
    },
    {
      heading: breach.code,
      intro: breach.codeIntro,
      fields: [line("code", "code", { autocomplete: "off" })],
    },
    ...factSections(view),
  ];
}
