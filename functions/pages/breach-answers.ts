import { InvalidDate, readLocalTime } from "../../shared/periods/read-date.ts";
import { none } from "./breach-facts.ts";
import { chosenIn, type FormValues, known, lineIn, textIn } from "./form/field.ts";

/** What was answered, in the shape of a report. Who names no contact is the contact. */
export function readReport(values: FormValues): unknown {
  const reporter = personIn(values, "reporter");
  return known({
    ...factsIn(values),
    occurrence: lineIn(values, "occurrence"),
    controllerIds: controllerIdsIn(values),
    organisation: lineIn(values, "organisation"),
    reporter: known({ ...reporter, organisation: lineIn(values, "reporter.organisation") }) ?? {},
    contact: personIn(values, "contact") ?? reporter ?? {},
  });
}

/** What was answered, in the shape of an update of a report. */
export function readUpdate(values: FormValues): unknown {
  const update = {
    ...factsIn(values),
    note: textIn(values, "note"),
    final: lineIn(values, "final") === undefined ? undefined : true,
  };
  return known(update) ?? {};
}

function factsIn(values: FormValues) {
  const ongoing = lineIn(values, "ongoing");
  return {
    description: textIn(values, "description"),
    discoveredAt: momentIn(values, "discoveredAt"),
    howDiscovered: textIn(values, "howDiscovered"),
    startedAt: momentIn(values, "startedAt"),
    endedAt: momentIn(values, "endedAt"),
    ongoing: ongoing === undefined ? undefined : ongoing === "true",
    nature: chosenIn(values, "nature"),
    incidentKind: lineIn(values, "incidentKind"),
    cause: textIn(values, "cause"),
    consequences: textIn(values, "consequences"),
    proposedSolution: textIn(values, "proposedSolution"),
    measuresTaken: textIn(values, "measuresTaken"),
    protectionBefore: textIn(values, "protectionBefore"),
    contact: personIn(values, "contact"),
    informed: withoutNone(chosenIn(values, "informed"))?.map((who) => ({ who })),
    personalDataCategories: chosenIn(values, "personalDataCategories"),
    specialCategories: withoutNone(chosenIn(values, "specialCategories")),
    dataSubjectCategories: chosenIn(values, "dataSubjectCategories"),
    approximateDataSubjects: rangeIn(values, "approximateDataSubjects"),
    approximateRecords: rangeIn(values, "approximateRecords"),
  };
}

function personIn(values: FormValues, who: string) {
  return known({
    name: lineIn(values, `${who}.name`),
    email: lineIn(values, `${who}.email`),
    phone: lineIn(values, `${who}.phone`),
  });
}

function controllerIdsIn(values: FormValues): string[] | undefined {
  const others =
    textIn(values, "otherControllerIds")
      ?.toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean) ?? [];
  const ids = [...(chosenIn(values, "controllerIds") ?? []), ...others];
  return ids.length > 0 ? [...new Set(ids)] : undefined;
}

/** The day first, as in the Netherlands: 22-11-2026 08:30. What begins with a year is read as it stands. */
const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})[,T ]+(\d{1,2})[:.](\d{2})$/;

/** A date and time on the clocks of Amsterdam, as an instant; what is none stays as it is, for the schema to refuse. */
function momentIn(values: FormValues, name: string): string | undefined {
  const text = lineIn(values, name);
  if (text === undefined) return undefined;
  const two = (digits: string) => digits.padStart(2, "0");
  const [, day = "", month = "", year = "", hour = "", minute = ""] = dayFirst.exec(text) ?? [];
  const written = year === "" ? text : `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}`;
  try {
    return readLocalTime(written);
  } catch (error) {
    if (error instanceof InvalidDate) return text;
    throw error;
  }
}

function rangeIn(values: FormValues, name: string) {
  const number = (which: string) => {
    const text = lineIn(values, `${name}.${which}`);
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;
  };
  return known({ min: number("min"), max: number("max") });
}

function withoutNone(chosen: readonly string[] | undefined): string[] | undefined {
  return chosen?.filter((value) => value !== none);
}

/** The field, or a part of it after a dot, that a JSON Pointer into an update is about. */
export function updateFieldAt(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".");
}

/** The same for a report. */
export function reportFieldAt(pointer: string, values: FormValues): string {
  const [, first = "", second = ""] = pointer.split("/");
  const isOther =
    first === "controllerIds" && Number(second) >= (chosenIn(values, "controllerIds")?.length ?? 0);
  if (second !== "" && isOther) return "otherControllerIds";
  // Who gave no contact is the contact: what is missing there is missing of the reporter.
  if (first === "contact" && personIn(values, "contact") === undefined) return `reporter.${second}`;
  return updateFieldAt(pointer);
}
