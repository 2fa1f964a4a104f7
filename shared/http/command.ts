import type { Answer } from "./answer.ts";
import type { Call } from "./door.ts";

/** Carries out what an operator asks through the operator API. `caller` is the operator's ARN, as the gateway tells it. */
export type Command = (call: Call, caller: string) => Promise<Answer> | Answer;
