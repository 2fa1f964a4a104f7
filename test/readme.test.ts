import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { breachMoves, breachStates } from "../functions/breach/breach.ts";
import { terminationMoves, terminationStates } from "../functions/termination/agreement.ts";
import { deliveryMoves } from "../shared/delivery.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The moves of the n-th state diagram, a line each; what it begins with is not among them. */
function drawnMoves(n: number): string[] {
  const drawings = [...read("infra/architecture.md").matchAll(/```mermaid\nstateDiagram-v2\n([^`]*)```/g)];
  const lines = drawings[n]?.[1]?.split("\n") ?? [];
  return lines.map((line) => line.trim()).filter((line) => /^\w/.test(line));
}

test("the architecture draws the states of a delivery as the code has them", () => {
  const coded = Object.entries(deliveryMoves).flatMap(([move, { from, to }]) =>
    from.map((state) => `${state} --> ${to}: ${move}`),
  );
  expect(drawnMoves(0).sort()).toEqual(coded.sort());
});

test("the architecture draws the states of a breach report as the code has them", () => {
  const coded = Object.entries(breachMoves).flatMap(([move, states]) =>
    Object.entries(states).map(([from, to]) => `${from} --> ${to}: ${move}`),
  );
  expect(drawnMoves(1).sort()).toEqual(coded.sort());
  const drawnStates = drawnMoves(1).flatMap((line) => line.split(/ --> |: /).slice(0, 2));
  expect(new Set(drawnStates)).toEqual(new Set(breachStates));
});

test("the architecture draws the states of a termination as the code has them", () => {
  const coded = Object.entries(terminationMoves).flatMap(([move, states]) =>
    Object.entries(states).map(([from, to]) => `${from} --> ${to}: ${move}`),
  );
  expect(drawnMoves(2).sort()).toEqual(coded.sort());
  const drawnStates = drawnMoves(2).flatMap((line) => line.split(/ --> |: /).slice(0, 2));
  expect(new Set(drawnStates)).toEqual(new Set(terminationStates));
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

const pagesForPeople = [
  "README.md",
  ...["architecture", "threat-model", "runbook", "operator-policies", "evidence-format"].map(
    (page) => `infra/${page}.md`,
  ),
];

test.each(pagesForPeople)("%s leads to files and headings that are there", (page) => {
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 _-]/g, "")
      .replaceAll(" ", "-");
  const anchorsOf = (file: string) =>
    [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchor(heading));
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = ""]) => link);
  const broken = links.filter((link) => {
    const [path = "", heading] = link.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    return !existsSync(join(root, file)) || (heading !== undefined && !anchorsOf(file).includes(heading));
  });
  expect(broken).toEqual([]);
});
