import { canaries, canarySubmission } from "../support/canaries.ts";
import { type CountedSubmission, countSubmission } from "./counted-submission.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";

/** What is written of a submission for operators. */
export const logGoals: readonly Goal[] = [
  {
    id: "P19",
    metric: "log bytes of a submission, and personal strings in them",
    goal: "<= 4 KB; 0",
    method:
      "What all functions write from the acceptance to the delivery of both mails, with canaries for all that a person types and for the receipt code. Lambda's and the gateway's own lines, which hold nothing of it, count in P16.",
    measure: async () => {
      await layGround();
      return measureLog(await countSubmission(canarySubmission));
    },
  },
];

/** How much was logged of that submission, and how many personal strings are in it. */
export function measureLog({ log, receiptCode }: Pick<CountedSubmission, "log" | "receiptCode">): Measured {
  const bytes = Buffer.byteLength(log);
  const personal = [...Object.values(canaries), receiptCode].filter((text) => log.includes(text)).length;
  const lines = log.trimEnd().split("\n").length;
  return {
    figure: `${(bytes / 1_000).toFixed(1)} KB in ${lines} lines; ${personal}`,
    met: bytes <= 4_000 && personal === 0,
    values: { bytes, lines, personal },
  };
}
