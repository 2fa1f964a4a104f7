import { longInstant } from "../../shared/dates.ts";
import type { Answer } from "../../shared/http/answer.ts";
import { type Call, loggedRefusal } from "../../shared/http/door.ts";
import { statusOf } from "../../shared/http/problem.ts";
import { readLetterDossier } from "../../shared/letter/letter-store.ts";
import { readReference } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { changeSchemas, type ObjectionEntry } from "../duties/sub-processors/change-case.ts";
import { lastDaySentence, objectTo } from "../duties/sub-processors/object.ts";
import { isInTime, objectionPeriod } from "../duties/sub-processors/objection-period.ts";
import { toContent } from "./content.ts";
import { controllerTexts } from "./controller/controller-texts.ts";
import { objectionForm } from "./controller/objection-form.ts";
import { type ControllerPagesDependencies, openedMail } from "./controller/opened-mail.ts";
import { answerForm, showForm } from "./form/answer-form.ts";
import { type Page, toAnswer, type View } from "./layout.ts";

/**
 * The page on which a controller objects to a change of sub-processors (agreement art. 5.2): in writing, with arguments,
 * within two weeks of delivery. Opening it records nothing.
 * @throws Refusal as `openedMail`, and as `answerForm`; `not_found` for a mail of another kind
 */
export async function answerObjection(
  call: Call,
  dependencies: ControllerPagesDependencies,
  view: View,
): Promise<Answer> {
  const { table, now } = dependencies;
  const { reference, controller } = await openedMail(call, dependencies);
  if (readReference("subProcessorChange", reference) === undefined) throw new Refusal("not_found");
  const dossier = await orUnavailable(readLetterDossier(table, reference, changeSchemas));
  if (!dossier) throw new Refusal("not_found");
  const period = objectionPeriod(dossier.deliveries);
  const { language } = view;
  const path = call.rawPath;
  const form = objectionForm(dossier.case, period, path, view);
  if (call.requestContext.http.method !== "POST") {
    if (!period || isInTime(period, now())) return showForm(form, new Map(), undefined, view);
    return toAnswer(200, tooLatePage(lastDaySentence(period, language), path, view), view);
  }
  return answerForm(call, form, view, async ({ value: objection, key }) => {
    try {
      const sent = { reference, objection, key, language };
      const entry = await orUnavailable(objectTo(controller, sent, dependencies));
      return toAnswer(201, objectedPage(entry, path, view), view);
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== "objection_too_late") throw error;
      const page = tooLatePage(error.because ?? "", path, view);
      return toAnswer(statusOf(loggedRefusal(error)), page, view);
    }
  });
}

function tooLatePage(lastDay: string, path: string, { language }: View): Page {
  const { title, text } = controllerTexts[language].objection.tooLate;
  return { title, path, main: toContent([{ paragraph: `${text} ${lastDay}` }]) };
}

function objectedPage(entry: ObjectionEntry, path: string, { language }: View): Page {
  const { objection: said, reference, close } = controllerTexts[language];
  return {
    title: said.done,
    path,
    main: toContent([
      {
        facts: [
          [reference, entry.reference],
          [said.by, entry.name],
          [said.at, longInstant(entry.at, language)],
        ],
      },
      { paragraph: said.next },
      { paragraph: close },
    ]),
  };
}
