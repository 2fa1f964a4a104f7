import * as z from "zod";
import { deadLetter } from "../../local/dead-letters/dead-letter.ts";
import { handedOver } from "../../local/dead-letters/hand-over.ts";
import type { RunDescription } from "../../local/run-file.ts";
import { askLocalRun } from "../control-client.ts";
import { kindOf, type Letter, type LetterBox } from "./letter.ts";

const listed = deadLetter.extend({ id: z.string(), queue: z.string(), source: z.string().optional() });

const removed = z.object({ ids: z.array(z.string()) });

/** The dead letters of a local run, through its control server. */
export async function openLocalBox(run: RunDescription): Promise<LetterBox> {
  const found = await askLocalRun(run, { method: "GET", path: "/dead-letters" }, z.array(listed));
  const post = <T>(path: string, letters: readonly Letter[], schema: z.ZodType<T>) => {
    const body = { ids: letters.map(({ id }) => id) };
    return askLocalRun(run, { method: "POST", path: `/dead-letters/${path}`, body }, schema);
  };
  return {
    letters: found.map(letterOf),
    heldByOthers: 0,
    handOver: (letters) => post("hand-over", letters, handedOver),
    remove: async (letters) => void (await post("remove", letters, removed)),
    close: async () => {},
  };
}

function letterOf({ id, queue, timestamp, source, ...letter }: z.infer<typeof listed>): Letter {
  const { functionArn, approximateInvokeCount } = letter.requestContext;
  return {
    id,
    queue,
    function: functionArn.split(":")[6] ?? functionArn,
    kind: letter.DDBStreamBatchInfo ? "stream" : kindOf(source),
    at: timestamp,
    why: letter.responsePayload?.errorType ?? "reported a failure",
    tries: approximateInvokeCount,
  };
}
