import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleBareClient } from "./bare-client.ts";
import { bundleEnvironment } from "./bundle-environment.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";
import { median } from "./statistics.ts";

const method =
  "25 cold processes for each intake bundle and for a bundle of the bare client, in turns; P3 is of the least, P4 of the median.";

/** What a cold start takes besides what Lambda itself does. */
export const initGoals: readonly Goal[] = [
  {
    id: "P3",
    metric: "importing an intake bundle / importing the bare client",
    goal: "<= 1.0",
    method,
    measure: async () => compare(await importsOfAll(), "ms"),
  },
  {
    id: "P4",
    metric: "memory after the import, over that after the bare client's",
    goal: "<= 3 MB",
    method,
    measure: async () => compare(await importsOfAll(), "MB"),
  },
];

const rounds = 25;
const doors = ["receive-request", "breach-reports"] as const;

/** How long one import took, and how large its process was then. */
type Import = { ms: number; MB: number };

type Imports = { bare: Import[]; ours: Record<(typeof doors)[number], Import[]> };

function compare({ bare, ours }: Imports, unit: keyof Import): Measured {
  const figureOf = (imports: readonly Import[]) => {
    const all = imports.map((one) => one[unit]);
    return unit === "ms" ? Math.min(...all) : median(all);
  };
  const base = figureOf(bare);
  const compared = doors.map((door) => {
    const figure = figureOf(ours[door]);
    return unit === "ms"
      ? { door, figure, text: (figure / base).toFixed(2), met: figure <= base }
      : { door, figure, text: `${(figure - base).toFixed(1)} MB`, met: figure - base <= 3 };
  });
  return {
    figure: compared.map(({ door, text }) => `${door} ${text}`).join(", "),
    met: compared.every(({ met }) => met),
    values: Object.fromEntries([
      [`bare client ${unit}`, base],
      ...compared.map(({ door, figure }) => [`${door} ${unit}`, figure]),
    ]),
  };
}

let measured: Promise<Imports> | undefined;

/** Both goals look at the same imports. */
function importsOfAll(): Promise<Imports> {
  measured ??= importAll();
  return measured;
}

async function importAll(): Promise<Imports> {
  const { bundles } = await layGround();
  const bareClient = await bundleBareClient(bundles);
  const imports: Imports = { bare: [], ours: { "receive-request": [], "breach-reports": [] } };
  for (let round = 0; round < rounds; round++) {
    imports.bare.push(await importOnce(bareClient));
    for (const door of doors) imports.ours[door].push(await importOnce(join(bundles, door, "index.mjs")));
  }
  return imports;
}

/** In a process of its own, whose environment is that of a function. */
async function importOnce(bundle: string): Promise<Import> {
  const env = bundleEnvironment(doors);
  const program = join(import.meta.dirname, "import-bundle.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [program, bundle], { env });
  const { milliseconds, bytes } = JSON.parse(stdout);
  return { ms: milliseconds, MB: bytes / 1_000_000 };
}
