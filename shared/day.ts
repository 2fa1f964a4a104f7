import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as z from "zod/mini";
import { InvalidDate, readDate, readLocalDate } from "./periods/read-date.ts";

/** A date that exists, `YYYY-MM-DD`. */
export const day = z.string().check(z.refine(isDay, { error: "date" }));

function isDay(text: string): boolean {
  try {
    readDate(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidDate) return false;
    throw error;
  }
}

/** The date in Europe/Amsterdam at that instant. */
export function dayAt(instant: Date): string {
  return PlainDate.toString(readLocalDate(instant.toISOString()));
}
