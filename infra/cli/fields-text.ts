import { visible } from "../../shared/visible.ts";

/** A record for people, one field a line; what somebody typed cannot disturb the terminal or the lines around it. */
export function fieldsText(record: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(record).map(
    ([name, value]) => [words(name), visible(valueText(value))] as const,
  );
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  const margin = `\n${" ".repeat(width + 2)}`;
  return rows.map(([label, text]) => `${label.padEnd(width)}  ${text.replaceAll("\n", margin)}`).join("\n");
}

/** A field's name in words: `discoveredAt` as `discovered at`. */
export function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueText).join("; ") : "none";
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${words(name)} ${valueText(part)}`)
    .join(", ");
}
