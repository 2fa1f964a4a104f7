import { parseArgs } from "node:util";
import { liveText } from "../../infra/cli/live-text.ts";
import { type LoadFigures, type LoadSize, runLoad } from "./load-run.ts";
import { loadText } from "./load-text.ts";

const help = `Usage: npm run load -- [--requests N] [--others N] [--json]

A breach's aftermath, through a local run of its own: very many people ask one controller for their data, and meanwhile some
ask others. Tells whether every mail went out, how long the others waited, and which partition keys were written to most. The
whole takes half an hour on two cores.

--requests N   to the one controller (20000)
--others N     to the others (200)
--json         print JSON, for programs
--help         print this

Exit codes: 0 every mail went out, 1 one did not, 2 wrong use.
`;

/** @throws TypeError for what is no option, Error for a number that is none */
function readOptions(args: string[]): LoadSize & { json: boolean; help: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: "string", default: "20000" },
      others: { type: "string", default: "200" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { json, help } = values;
  return { requests: count("requests", values.requests), others: count("others", values.others), json, help };
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new TypeError(`--${name} is a number from 1 to 999999`);
  return Number(text);
}

async function load(size: LoadSize): Promise<LoadFigures> {
  const live = liveText(process.stderr);
  try {
    return await runLoad(size, live.show);
  } finally {
    live.end();
  }
}

try {
  const { json, help: isAsked, ...size } = readOptions(process.argv.slice(2));
  if (isAsked) process.stdout.write(help);
  else {
    const figures = await load(size);
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : loadText(figures));
    process.exitCode = figures.mails.lost === 0 ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}
