import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deliveryMoves } from "../shared/delivery.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");

test("the README draws the states of a delivery as the code has them", () => {
  const drawing = /```mermaid\nstateDiagram-v2\n([^`]*)```/.exec(read("README.md"))?.[1] ?? "";
  const drawn = drawing
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^\w/.test(line));
  const coded = Object.entries(deliveryMoves).flatMap(([move, { from, to }]) =>
    from.map((state) => `${state} --> ${to}: ${move}`),
  );
  expect(drawn.sort()).toEqual(coded.sort());
});

test("the README justifies every dependency, and none that is not there", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  const installed = Object.keys({ ...dependencies, ...devDependencies });
  const table = read("README.md").split("| dependency | why |")[1] ?? "";
  const cells = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell]) => cell ?? "");
  const named = cells.flatMap((cell) => cell.replaceAll("`", "").split(", "));
  const isIt = (name: string, dependency: string) =>
    name.endsWith("/*") ? dependency.startsWith(name.slice(0, -1)) : `/${dependency}`.endsWith(`/${name}`);
  expect(installed.filter((dependency) => !named.some((name) => isIt(name, dependency)))).toEqual([]);
  expect(named.filter((name) => !installed.some((dependency) => isIt(name, dependency)))).toEqual([]);
});
