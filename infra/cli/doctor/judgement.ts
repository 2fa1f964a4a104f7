/** How bad something is: `skipped` is what cannot be asked where the command looks. */
export const levels = ["bad", "warn", "skipped", "ok"] as const;

export type Level = (typeof levels)[number];

/** What a fact means: how bad it is, what it is, as a sentence, and what to do, as another, unless it is well. */
export type Judgement = { level: Level; what: string; next?: string };

/** All is well. */
export function ok(what: string): Judgement {
  return { level: "ok", what };
}

/** It works, but something will suffer. */
export function warn(what: string, next: string): Judgement {
  return { level: "warn", what, next };
}

/** A promise is not kept while it is so. */
export function bad(what: string, next: string): Judgement {
  return { level: "bad", what, next };
}
