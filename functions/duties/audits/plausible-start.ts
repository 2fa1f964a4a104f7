import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { readDate } from "../../../shared/periods/read-date.ts";
import { Refusal } from "../../../shared/refusal.ts";

/** A day later than so many years from now is a typing error. */
const mostYears = 5;

/** @throws Refusal `invalid_input` for a start that is too far away */
export function refuseImplausible(startsOn: string, today: string): void {
  const latest = PlainDate.toString(PlainDate.addYears(readDate(today), mostYears));
  if (startsOn <= latest) return;
  const code = `This day has to be ${latest} or earlier.`;
  throw new Refusal("invalid_input", { errors: [{ pointer: "/startsOn", code }] });
}
