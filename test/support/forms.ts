import type { FormValues } from "../../functions/pages/form/field.ts";
import { formBody } from "../../shared/http/body.ts";
import type { Call } from "../../shared/http/door.ts";
import { type Element, element, elements, type ParsedPage, parsePage } from "./html.ts";
import { call } from "./submissions.ts";

/** What a browser sends of a form: names and values, in the order of the page. */
export type Filled = readonly (readonly [name: string, value: string])[];

/** What a form is filled in with; a list is of a field that takes several values. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** These answers, as a browser sends them. */
export function fill(answers: Answers): Filled {
  return Object.entries(answers).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
}

/** What a browser would send of the form on a page, but for the button that is pressed. */
export function filledIn(html: string): Filled {
  const page = parsePage(html);
  element(page, "form");
  const chosen = optionsOf(page);
  return page.flatMap((control): Filled => {
    const { tag, attributes, text } = control;
    const name = attributes.get("name");
    if (name === undefined) return [];
    if (tag === "textarea") return [[name, text]];
    if (tag === "select") return [[name, chosen.get(control) ?? ""]];
    if (tag !== "input") return [];
    const isChoice = ["checkbox", "radio"].includes(attributes.get("type") ?? "");
    return isChoice && !attributes.has("checked") ? [] : [[name, attributes.get("value") ?? ""]];
  });
}

/** The selected option of each select element; where none is, the first. */
function optionsOf(page: ParsedPage): ReadonlyMap<Element, string> {
  const values = new Map<Element, string>();
  for (const [n, select] of page.entries()) {
    if (select.tag !== "select") continue;
    const end = page.findIndex(({ tag }, at) => at > n && tag !== "option");
    const options = page.slice(n + 1, end).map(({ attributes }) => attributes);
    const selected = options.find((attributes) => attributes.has("selected")) ?? options[0];
    values.set(select, selected?.get("value") ?? "");
  }
  return values;
}

/** The same with other values for some fields, or without them. */
export function changed(filled: Filled, changes: Readonly<Record<string, string | undefined>>): Filled {
  const rest = filled.filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return [...rest, ...added];
}

/** The values that are not empty, without the key that makes a second sending harmless. */
export function answersIn(filled: Filled): Filled {
  return filled.filter(([name, value]) => value !== "" && name !== "key");
}

/** The body of a form (application/x-www-form-urlencoded), as a browser writes it. */
export function encode(filled: Filled): string {
  const body = new URLSearchParams();
  for (const [name, value] of filled) body.append(name, value.replace(/\r\n?|\n/g, "\r\n"));
  return body.toString();
}

const formType = "application/x-www-form-urlencoded";

/** What a form was filled in with, as the door reads it. */
export function valuesOf(filled: Filled): FormValues {
  return formBody({ headers: { "content-type": formType }, body: encode(filled), isBase64Encoded: false })
    .values;
}

type Address = { path?: string; parameters?: Record<string, string>; query?: Record<string, string> };

/** A visit to a page by its route key; `path` is its address where that has parameters. */
export function visit(routeKey: string, address: Address = {}, headers: Record<string, string> = {}): Call {
  const [method = "", route = ""] = routeKey.split(" ");
  const { path = route, parameters, query } = address;
  return {
    ...call({ method, path, routeKey, headers: { accept: "text/html", ...headers } }),
    ...(parameters && { pathParameters: parameters }),
    ...(query && { queryStringParameters: query }),
  };
}

/** A form that is sent to a path. */
export function send(path: string, filled: Filled, query: Record<string, string> = {}): Call {
  const headers = { "content-type": formType };
  return { ...visit(`POST ${path}`, { query }, headers), body: encode(filled) };
}

/** What a page is about: its one main heading. */
export function headingOn(html: string): string {
  return element(parsePage(html), "h1").text;
}

/** The summary of what is wrong with a form; undefined where nothing is said to be. */
export function summaryOn(html: string): string | undefined {
  return parsePage(html).find(({ attributes }) => attributes.get("role") === "alert")?.text;
}

/** The facts on a page: what stands beside each label. */
export function factsOn(html: string): ReadonlyMap<string, string> {
  const page = parsePage(html);
  const values = elements(page, "dd");
  return new Map(elements(page, "dt").map(({ text }, n) => [text, values[n]?.text ?? ""]));
}
