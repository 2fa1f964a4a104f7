import type { Refusal } from "../../../shared/refusal.ts";
import type { View } from "../layout.ts";
import type { FieldError } from "./field.ts";
import type { FormPage } from "./form-page.ts";

/**
 * What a refusal says of each field, in the words and the order of the form; one sentence for a field. What is about no
 * field of it comes last, under the empty name.
 * @param read what was filled in, as the schema was asked for it
 * @param fieldAt the field that a JSON Pointer is about, or a part of it after a dot
 */
export function fieldErrors(
  { errors }: Refusal,
  { sections }: FormPage,
  read: unknown,
  fieldAt: (pointer: string) => string,
  { texts: { form: texts } }: View,
): FieldError[] {
  const fields = new Map(sections.flatMap((section) => section.fields.map((field) => [field.name, field])));
  const sentences: Readonly<Record<string, string>> = texts.errors;
  const either = [...fields.values()].find((field) => field.either)?.name ?? "";
  const found = new Map<string, FieldError>();
  for (const { pointer, code, limit } of errors) {
    // Where there is nothing to choose from, the question that may be answered instead is the one to answer.
    const name = nearest(fieldAt(pointer), fields) || (code.endsWith("_or_organisation") ? either : "");
    const missing = code === "required" ? fields.get(name)?.text.missing : "";
    const isTyped = code === "not_an_option" && fields.get(name)?.kind === "line";
    const sentence = isTyped
      ? texts.unknownId(String(valueAt(pointer, read)))
      : (sentences[code] ?? texts.errors.wrong_type).replace("{limit}", String(limit));
    const isWhole = isTyped || Boolean(missing);
    if (!found.has(name)) found.set(name, { name, text: missing || sentence, isWhole });
  }
  const names = [...fields.keys(), ...found.keys()];
  return [...found.values()].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** The field of that name, or the one that it is a part of. */
function nearest(name: string, fields: ReadonlyMap<string, unknown>): string {
  if (name === "" || fields.has(name)) return name;
  return nearest(name.slice(0, Math.max(name.lastIndexOf("."), 0)), fields);
}

/** What a JSON Pointer leads to (RFC 6901); the names of our fields hold nothing that it would escape. */
function valueAt(pointer: string, value: unknown): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((of, name) => (Object.hasOwn(Object(of), name) ? Object(of)[name] : undefined), value);
}
