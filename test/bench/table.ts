import type { Result } from "./run-goals.ts";

const head = ["#", "metric", "goal", "figure", "verdict"];

/** The results as a table in Markdown, what each means, and a line that sums them up. */
export function resultsText(results: readonly Result[]): string {
  const rows = results.map(({ id, metric, goal, figure, met }) => [
    id,
    metric,
    goal,
    figure,
    met ? "met" : "NOT met",
  ]);
  const methods = Array.from(
    Map.groupBy(results, ({ method }) => method),
    ([method, ofIt]) => `${ofIt.map(({ id }) => id).join(", ")}: ${method}`,
  );
  return [...table([head, ...rows]), "", "How each is measured:", "", ...methods, "", sum(results), ""].join(
    "\n",
  );
}

/** The results for programs, as JSON. */
export function resultsJson(results: readonly Result[]): string {
  const goals = results.map(({ id, metric, figure, goal, met, values }) => ({
    id,
    metric,
    figure,
    goal,
    met,
    values,
  }));
  return `${JSON.stringify({ goals }, null, 2)}\n`;
}

function sum(results: readonly Result[]): string {
  const missed = results.filter(({ met }) => !met).map(({ id }) => id);
  const count = `${results.length - missed.length} of ${results.length} goals are met`;
  return missed.length === 0 ? `${count}.` : `${count}; not ${missed.join(", ")}.`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}
