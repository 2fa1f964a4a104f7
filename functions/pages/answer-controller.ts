import type { Answerer } from "../../shared/http/door.ts";
import { pagePaths } from "../../shared/routes.ts";
import { answerObjection } from "./answer-objection.ts";
import { answerStatements } from "./answer-statements.ts";
import { controllerView } from "./controller/controller-view.ts";
import type { ControllerPagesDependencies } from "./controller/opened-mail.ts";
import { languageAsked } from "./language-asked.ts";
import { viewIn } from "./layout.ts";

/** The pages that the links in the mails to controllers open, each for whoever has that mail. */
export function answerController(dependencies: ControllerPagesDependencies): Answerer {
  const site = { processor: dependencies.processor, contact: dependencies.privacyDesk };
  return (call, negotiated) => {
    const view = controllerView(viewIn(languageAsked(call, negotiated), site));
    const answer = call.routeKey.endsWith(` ${pagePaths.objection}`) ? answerObjection : answerStatements;
    return answer(call, dependencies, view);
  };
}
