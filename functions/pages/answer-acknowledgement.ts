import type { Answerer, Call } from "../../shared/http/door.ts";
import { readReference } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import {
  type AcknowledgeDependencies,
  acknowledge,
  type MailLink,
  mailToAcknowledge,
} from "../delivery/acknowledge.ts";
import { acknowledgePage } from "./acknowledge-page.ts";
import { languageAsked } from "./language-asked.ts";
import { type Site, toAnswer, viewIn } from "./layout.ts";

/**
 * The page behind the link in a mail to a controller, and its button. Programs that look for malware follow every link:
 * only the button counts.
 */
export function answerAcknowledgement(dependencies: AcknowledgeDependencies & { site: Site }): Answerer {
  return async (call, negotiated) => {
    const view = viewIn(languageAsked(call, negotiated), dependencies.site);
    const link = linkIn(call);
    const delivery =
      call.requestContext.http.method === "POST"
        ? await acknowledge(link, dependencies)
        : await mailToAcknowledge(link, dependencies.readDelivery);
    return toAnswer(200, acknowledgePage(delivery, call.rawPath, view), view);
  };
}

function linkIn({ pathParameters }: Call): MailLink {
  const { reference: text = "", delivery: id = "", token = "" } = pathParameters ?? {};
  const reference = readReference("request", text) ?? readReference("breach", text);
  if (reference === undefined) throw new Refusal("not_found");
  return { reference, id, token };
}
