import middy from "@middy/core";
import httpContentNegotiation from "@middy/http-content-negotiation";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { type Language, languageOf, languages } from "../language.ts";
import { describeError, log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Answer } from "./answer.ts";
import { problem } from "./problem.ts";

/** A call to an HTTP API (payload format 2.0). */
export type Call = APIGatewayProxyEventV2;

/** What answers a call. It refuses by throwing a `Refusal`. */
export type Answerer = (call: Call, language: Language) => Promise<Answer> | Answer;

/** What says a refusal to the caller; undefined is for anything that was thrown and is no refusal. */
export type Refuse = (refusal: Refusal | undefined, language: Language, call: Call) => Answer;

/** Where `httpContentNegotiation` leaves the language that the caller prefers (`Accept-Language`). */
type NegotiatedContext = Context & { preferredLanguage?: string };

/**
 * The Lambda handler of a door of an HTTP API: settles the language and turns what is thrown into an answer, a problem
 * unless `refuse` makes another.
 */
export function httpDoor(answer: Answerer, refuse: Refuse = problem) {
  return middy<Call, Answer, Error, NegotiatedContext>()
    .use(
      httpContentNegotiation({
        parseCharsets: false,
        parseEncodings: false,
        parseMediaTypes: false,
        availableLanguages: [...languages],
        failOnMismatch: false,
      }),
    )
    .onError(({ event, context, error }) =>
      refuse(loggedRefusal(error), languageOf(context.preferredLanguage), event),
    )
    .handler(async (call: Call, context: NegotiatedContext) =>
      answer(call, languageOf(context.preferredLanguage)),
    );
}

/** Logs what was thrown. Gives the refusal that it is; undefined for anything else. */
export function loggedRefusal(error: unknown): Refusal | undefined {
  const refusal = error instanceof Refusal ? error : undefined;
  if (!refusal) log("UNEXPECTED_ERROR", describeError(error));
  else if (refusal.reason === "not_stored") log("STORE_UNAVAILABLE", causeOf(refusal));
  else log("REQUEST_REFUSED", { reason: refusal.reason, ...causeOf(refusal) });
  return refusal;
}

function causeOf({ cause }: Refusal): { error?: string } {
  return cause === undefined ? {} : { error: describeError(cause).error };
}
