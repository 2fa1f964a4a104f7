import { identifierTypes } from "../request/identifier-types.ts";
import { chosenIn, type FormValues, known, lineIn, textIn } from "./form/field.ts";
import { identifierField } from "./request-questions.ts";

/** What was answered, in the shape of a submission. */
export function readSubmission(values: FormValues): unknown {
  const identifiers = filledIdentifiers(values);
  return known({
    controllerId: lineIn(values, "controllerId"),
    organisation: lineIn(values, "organisation"),
    rights: chosenIn(values, "rights"),
    dataSubject:
      known({
        name: lineIn(values, "name"),
        email: lineIn(values, "email"),
        identifiers: identifiers.length > 0 ? identifiers : undefined,
      }) ?? {},
    representative: known({
      name: lineIn(values, "representative.name"),
      email: lineIn(values, "representative.email"),
      capacity: lineIn(values, "representative.capacity"),
    }),
    message: textIn(values, "message"),
  });
}

function filledIdentifiers(values: FormValues) {
  return identifierTypes.flatMap((type) => {
    const value = lineIn(values, identifierField(type));
    return value === undefined ? [] : [{ type, value }];
  });
}

/** The field, or a part of it after a dot, that a JSON Pointer into a submission is about. */
export function submissionFieldAt(pointer: string, values: FormValues): string {
  const [, first = "", second = "", third = ""] = pointer.split("/");
  if (first !== "dataSubject") return second === "" ? first : `${first}.${second}`;
  if (second !== "identifiers") return second;
  const { type } = filledIdentifiers(values)[Number(third)] ?? {};
  return type === undefined ? "" : identifierField(type);
}
