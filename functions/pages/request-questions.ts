import { identifierTypes } from "../request/identifier-types.ts";
import { rightKeys } from "../request/rights.ts";
import type { Choice } from "./choices.ts";
import type { Section } from "./form/field.ts";
import type { PageTexts } from "./texts.ts";

/** The field for what somebody is known by. */
export const identifierField = (type: string) => `identifier.${type}`;

/** What a data subject is asked. */
export function requestQuestions(choices: readonly Choice[], texts: PageTexts["request"]): Section[] {
  const { fields, rights, identifiers } = texts;
  const options = choices.map(({ id, name }) => ({ value: id, label: name }));
  return [
    {
      heading: texts.organisation,
      fields: [
        ...(options.length === 0
          ? []
          : [
              {
                kind: "select",
                name: "controllerId",
                text: fields.controllerId,
                either: true,
                options,
              } as const,
            ]),
        {
          kind: "line",
          name: "organisation",
          text: fields.organisation,
          either: true,
        },
      ],
    },
    {
      heading: texts.what,
      fields: [
        {
          kind: "several",
          name: "rights",
          text: fields.rights,
          options: rightKeys.map((right) => ({ value: right, ...rights[right] })),
        },
        { kind: "lines", name: "message", text: fields.message, optional: true },
      ],
    },
    {
      heading: texts.you,
      intro: texts.youIntro,
      fields: [
        { kind: "line", name: "name", text: fields.name, autocomplete: "name" },
        { kind: "line", type: "email", name: "email", text: fields.email, autocomplete: "email" },
      ],
    },
    {
      heading: texts.known,
      intro: texts.knownIntro,
      fields: identifierTypes.map((type) => ({
        kind: "line",
        name: identifierField(type),
        text: { label: identifiers[type], hint: "", missing: "" },
        optional: true,
        ...autocompleteOf[type],
      })),
    },
    {
      heading: texts.representative,
      folded: true,
      intro: texts.representativeIntro,
      fields: [
        {
          kind: "line",
          name: "representative.name",
          text: fields.representativeName,
          optional: true,
          autocomplete: "section-representative name",
        },
        {
          kind: "line",
          type: "email",
          name: "representative.email",
          text: fields.representativeEmail,
          optional: true,
          autocomplete: "section-representative email",
        },
        {
          kind: "line",
          name: "representative.capacity",
          text: fields.representativeCapacity,
          optional: true,
        },
      ],
    },
  ];
}

/** A customer's number or account is not the reader's name for another site: no browser knows it. */
const autocompleteOf: Partial<Record<(typeof identifierTypes)[number], { autocomplete: string }>> = {
  phone: { autocomplete: "tel" },
  address: { autocomplete: "address-line1" },
  date_of_birth: { autocomplete: "bday" },
};
