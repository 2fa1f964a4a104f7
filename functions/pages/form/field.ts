import type { FieldText } from "../texts.ts";

/** One of several things to choose. */
export type Option = { value: string; label: string; hint?: string };

/** What somebody is asked. Of several questions with `either`, one has to be answered. */
type Question = { name: string; text: FieldText; optional?: true; either?: true };

/**
 * A field with one value. `autocomplete` is a token of the HTML standard, "Autofill"; where a browser has nothing to fill
 * in there is none, because what stands in a field with `off` is gone for whoever leaves the page and comes back.
 */
export type InputField = Question &
  (
    | { kind: "line"; type?: "text" | "email" | "tel"; autocomplete?: string; inputmode?: "numeric" }
    | { kind: "lines" }
    | { kind: "select"; options: readonly Option[] }
  );

/** A field to choose one or several of. */
export type ChoiceField = Question & { kind: "one" | "several"; options: readonly Option[] };

/** One field of a form. */
export type Field = InputField | ChoiceField;

/** Questions that belong together. Those that are `folded` are shown once somebody asks for them, or has answered one. */
export type Section = { heading?: string; intro?: string; folded?: true; fields: readonly Field[] };

/** What was filled in: the values of each field by its name. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** What is wrong with one field, as a sentence; `isWhole` where that says by itself which field it is about. */
export type FieldError = { name: string; text: string; isWhole?: boolean };

/** The value of a field that has one, as it was typed; undefined where nothing but blanks was. */
export function textIn(values: FormValues, name: string): string | undefined {
  const value = values.get(name)?.[0];
  return value?.trim() ? value : undefined;
}

/** The same for a field of one line, without the blanks around it that a keyboard's suggestion leaves. */
export function lineIn(values: FormValues, name: string): string | undefined {
  return textIn(values, name)?.trim();
}

/** Everything that was chosen of a field; undefined where nothing was. */
export function chosenIn(values: FormValues, name: string): readonly string[] | undefined {
  const chosen = (values.get(name) ?? []).filter((value) => value !== "");
  return chosen.length > 0 ? chosen : undefined;
}

/** The object without its undefined members; undefined where none is left. */
export function known<T extends object>(
  object: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length > 0
    ? (Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> })
    : undefined;
}
