import { unreachable } from "../faults/worlds/fake-ses.ts";
import { crashesOf } from "../faults/worlds/mail-flow.ts";
import { mailFlows } from "../faults/worlds/mail-flows.ts";
import { layGround as layWorldGround } from "../faults/worlds/mail-world.ts";
import { isBreach, nameOf, openOutageWorld } from "../faults/worlds/outage-world.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";

/** What crashes and outages cost. */
export const crashGoals: readonly Goal[] = [
  {
    id: "P10",
    metric: "mails repeated by a crash; lost over all crash points, and a 26 h outage of SES",
    goal: "<= 1; 0",
    method:
      "A request and a breach report, killed before and after each call to AWS and then recovered; 200 cases while SES is away.",
    measure,
  },
];

/** The flows that begin with what people submit; `npm run test:long` does the same with all others. */
const names = ["A request", "A breach report on two controllers"];

async function measure(): Promise<Measured> {
  await layGround();
  const ground = await layWorldGround();
  const flows = Object.entries(mailFlows).filter(([name]) => names.includes(name));
  const crashes = [];
  for (const [, flow] of flows)
    crashes.push(...(await crashesOf(flow, ground, Number.POSITIVE_INFINITY)).crashes);
  const outage = await outageOf(200);
  const values = {
    "crash points": crashes.length,
    "most repeated by one crash": Math.max(...crashes.map(({ repeated }) => repeated)),
    "lost by crashes": crashes.reduce((sum, { lost }) => sum + lost.length, 0),
    "mails during the outage": outage.wanted,
    "lost by the outage": outage.lost,
    "repeated by the outage": outage.repeated,
  };
  const repeated = values["most repeated by one crash"];
  const lost = values["lost by crashes"] + outage.lost;
  return {
    figure: `${repeated}; ${lost} of ${crashes.length} crashes and ${outage.wanted} mails`,
    met: crashes.length > 0 && repeated <= 1 && lost + outage.repeated === 0,
    values,
  };
}

const minute = 60_000;
const hour = 60 * minute;

/** So many people submit within 26 hours in which SES is not there; then it is, and the sweep does the rest. */
async function outageOf(cases: number): Promise<{ wanted: number; lost: number; repeated: number }> {
  const { world, submit, bring, sweepFor } = openOutageWorld(await layWorldGround());
  const numbers = Array.from({ length: cases }, (_, n) => n);
  world.ses.refuse = unreachable;
  const parts = 3;
  for (let part = 0; part < parts; part++) {
    await submit(numbers.filter((n) => n % parts === part));
    await bring((n) => n % 2 === 0);
    await sweepFor((26 * hour) / parts, (26 * hour) / parts);
  }
  world.ses.refuse = () => {};
  world.pass(2 * hour);
  await sweepFor(hour, 10 * minute);
  const { accepted } = world.ses;
  const different = new Set(accepted.map(nameOf)).size;
  const wanted = 2 * cases + numbers.filter(isBreach).length;
  return { wanted, lost: wanted - different, repeated: accepted.length - different };
}
