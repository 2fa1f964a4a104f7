import { openCountedForward } from "../functions/delivery/counted-forward.ts";
import { openCountedIntake, rejected } from "../functions/request/counted-intake.ts";
import { commits, consumptionOf } from "../support/commits.ts";
import { dynamoDbClient, freshTable } from "../support/dynamodb.ts";
import { submission } from "../support/submissions.ts";
import type { Goal, Measured } from "./goal.ts";
import { layGround } from "./ground.ts";

const method =
  "What the clients of the SDK are asked, with the SDK's own repetitions, by warm functions that know the controller (it is read again after 5 s).";

/** What is asked of AWS: by the intake, by forwarding, and for the evidence. */
export const callGoals: readonly Goal[] = [
  {
    id: "P6",
    metric: "AWS calls for an accepted request, and for its repetition",
    goal: "1 and 1",
    method,
    measure: acceptedCalls,
  },
  {
    id: "P7",
    metric: "AWS calls for a rejected request",
    goal: "0",
    method,
    measure: rejectedCalls,
  },
  {
    id: "P8",
    metric: "write units to commit 2 KB, with the indexes",
    goal: "<= 4",
    method:
      "The capacity that DynamoDB Local says was consumed; the most of a request, one to the desk, and a breach report.",
    measure: commitUnits,
  },
  {
    id: "P9",
    metric: "AWS calls to forward a request, sends among them",
    goal: "<= 7, 2 sends",
    method,
    measure: forwardCalls,
  },
  {
    id: "P14",
    metric: "AWS calls of the commit for the evidence",
    goal: "0",
    method:
      "The calls to accept a request on a table whose changes are recorded, less those on one whose are not.",
    measure: evidenceCalls,
  },
];

async function acceptedCalls(): Promise<Measured> {
  await layGround();
  const { post, calls } = await openCountedIntake();
  const counted = [0, 0];
  for (const n of counted.keys()) {
    await accept(post(submission(), "one key for both of them"));
    counted[n] = calls.length;
  }
  const [accepted = 0, repeated = 0] = counted;
  return {
    figure: `${accepted} and ${repeated}`,
    met: accepted === 1 && repeated === 1,
    values: { accepted, repeated },
  };
}

async function rejectedCalls(): Promise<Measured> {
  await layGround();
  const { post, calls } = await openCountedIntake();
  let most = 0;
  for (const [, body] of rejected) {
    if ((await post(body)) < 400) throw new Error("the intake accepted what it is to reject");
    most = Math.max(most, calls.length);
  }
  return {
    figure: `${most} (${rejected.length} kinds)`,
    met: most === 0,
    values: { most, kinds: rejected.length },
  };
}

async function commitUnits(): Promise<Measured> {
  await layGround();
  const values: Record<string, number> = {};
  for (const [what, commit] of commits) values[what] = (await consumptionOf(commit)).writeUnits;
  const most = Math.max(...Object.values(values));
  return { figure: String(most), met: most <= 4, values };
}

async function forwardCalls(): Promise<Measured> {
  await layGround();
  const forwardCases = await openCountedForward();
  const alone = await forwardCases(1);
  const sends = alone.filter((name) => name === "SendRawEmail").length;
  const together = (await forwardCases(12)).length / 12;
  return {
    figure: `${alone.length}, ${sends} sends; ${together.toFixed(1)} each where 12 come together`,
    met: alone.length <= 7 && sends === 2,
    values: { alone: alone.length, sends, together },
  };
}

async function evidenceCalls(): Promise<Measured> {
  await layGround();
  const { name } = await freshTable();
  const recorded = await openCountedIntake();
  const unrecorded = await openCountedIntake({ client: dynamoDbClient(), name });
  for (const { post } of [recorded, unrecorded]) await accept(post(submission()));
  const extra = recorded.calls.length - unrecorded.calls.length;
  return { figure: String(extra), met: extra === 0, values: { extra } };
}

async function accept(posted: Promise<number>): Promise<void> {
  if ((await posted) !== 201) throw new Error("the intake did not accept what it is to accept");
}
