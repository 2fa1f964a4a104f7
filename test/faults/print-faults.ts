import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { readMatrix } from "./matrix.ts";
import { matrixJson, matrixText } from "./matrix-text.ts";

const { json } = parseArgs({ options: { json: { type: "boolean" } } }).values;
const matrix = readMatrix(dirname(dirname(import.meta.dirname)));
process.exitCode = matrix.problems.length > 0 ? 1 : 0;
// `npm run faults | head` stops reading before the end.
process.stdout.on("error", () => {});
process.stdout.write(json ? matrixJson(matrix) : matrixText(matrix));
process.stderr.write(matrix.problems.map((problem) => `${problem}\n`).join(""));
