import { invalidArgument, malformedXml } from "../s3-error.ts";
import { textOf, type XmlElement } from "../xml-document.ts";

/**
 * A number of days that an action has to have.
 * @throws S3Error
 */
export function requiredDays(action: XmlElement, name: string): number {
  const text = textOf(action, name);
  if (text === undefined || !/^-?\d{1,10}$/.test(text)) throw malformedXml();
  const days = Number(text);
  if (days > 0 && days < 2 ** 31) return days;
  throw invalidArgument(`'${name}' for ${action.name} action must be a positive integer`);
}

/**
 * A number of bytes.
 * @throws S3Error
 */
export function readSize(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw malformedXml();
  return Number(text);
}

/**
 * The day on which an action begins.
 * @throws S3Error when it is not midnight UTC.
 */
export function readDate(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d(T.*)?$/.test(text) || Number.isNaN(date.getTime())) throw malformedXml();
  if (date.getTime() % (24 * 60 * 60 * 1000) === 0) return date;
  throw invalidArgument("'Date' must be at midnight GMT");
}
