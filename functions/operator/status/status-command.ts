import type { Concern } from "../../../shared/concern.ts";
import { json } from "../../../shared/http/answer.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { type ConcernSource, gatherConcerns } from "./gather-concerns.ts";

/** How many concerns one answer holds at most: what follows is told as a number. */
const most = 1_000;

/** What needs a human now, out of all sources. */
export function statusCommand({ sources, now }: { sources: readonly ConcernSource[]; now: () => Date }) {
  return {
    "GET /status": async () => {
      const at = now();
      const concerns = await gatherConcerns(sources, at);
      const count = (level: Concern["level"]) => concerns.filter((one) => one.level === level).length;
      return json(200, {
        at: at.toISOString(),
        concerns: concerns.slice(0, most),
        counts: { red: count("red"), yellow: count("yellow") },
      });
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}
