/** A test, or a group of tests, and the rows of the fault matrix that a comment above it names. */
export type CoveringTest = { file: string; name: string; rows: readonly string[] };

/** What a file says of the rows that its tests cover, and, as sentences, what of that cannot be read. */
export type Scan = { tests: CoveringTest[]; problems: string[] };

const comment = /^\s*\/\/ ?(.*)$/;
const onlyRows = /^[A-Z]\d+(, [A-Z]\d+)*$/;
const beginsWithRow = /^[A-H]\d+\b/;
const loop = /^\s*for \(/;
const head = /^(\s*)(test|describe)((?:\.\w+)*)[<(]/;
const doesNotRun = /\.(skip|todo)\b/;

/**
 * Finds the tests that name rows: `// A3, A8` right above a `test(`, a `describe(`, one of their tables, or a loop
 * around them. Counts on the layout that the formatter gives: a block, and a table, ends on a line that is indented as
 * its first one.
 */
export function scanTests(file: string, source: string): Scan {
  const lines = source.split("\n");
  const scan: Scan = { tests: [], problems: [] };
  const complain = (index: number, what: string) => scan.problems.push(`${file}:${index + 1}: ${what}.`);
  let groups: { indent: string; name: string }[] = [];
  let named: { rows: string[]; at: number } | undefined;

  for (const [index, line] of lines.entries()) {
    const [, remark] = comment.exec(line) ?? [];
    if (remark !== undefined) {
      if (onlyRows.test(remark)) named = { rows: [...(named?.rows ?? []), ...remark.split(", ")], at: index };
      else if (beginsWithRow.test(remark)) complain(index, "a comment that names rows holds nothing else");
      continue;
    }
    groups = groups.filter(({ indent }) => !ends(line, indent));
    const [, indent = "", kind, modifiers = ""] = head.exec(line) ?? [];
    if (!kind && named && !loop.test(line)) {
      complain(named.at, "these rows are named above something that is no test");
      named = undefined;
    }
    if (!kind) continue;
    const title = titleOf(lines.slice(index), indent, modifiers !== "" && modifiers !== ".concurrent");
    if (named && doesNotRun.test(modifiers)) complain(named.at, "a test that does not run covers no row");
    else if (named && title === undefined) complain(named.at, "the name of this test cannot be read");
    else if (named && title !== undefined) {
      const name = [...groups.map((group) => group.name), title].join(" > ");
      scan.tests.push({ file, name, rows: named.rows });
    }
    named = undefined;
    if (kind === "describe" && title !== undefined) groups.push({ indent, name: title });
  }
  return scan;
}

/** Whether the block that began with this indentation ends here. */
function ends(line: string, indent: string): boolean {
  return ["}", "});", ");"].some((end) => line === indent + end);
}

/** What a block is called: the text that its call begins with, or the call after that where the first takes a table. */
function titleOf(block: readonly string[], indent: string, hasTable: boolean): string | undefined {
  const call = hasTable ? /^.*?\)\(\s*(["'`].*)/ : /^\s*[\w.]+\(\s*(["'`].*)/;
  for (const [index, line] of block.entries()) {
    const isOutermost = line.startsWith(indent) && !line.startsWith(`${indent} `);
    if (index > 0 && isOutermost && (!hasTable || ends(line, indent) || head.test(line))) return undefined;
    const [, rest = ""] = call.exec(`${line}\n${block[index + 1] ?? ""}`) ?? [];
    const [literal] = /^(["'`])(?:\\.|(?!\1).)*\1/.exec(rest) ?? [];
    if (literal && isOutermost) return literal.slice(1, -1);
  }
  return undefined;
}
