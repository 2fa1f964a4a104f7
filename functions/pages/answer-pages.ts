import { takesRequests } from "../../shared/agreement-end.ts";
import type { Answer } from "../../shared/http/answer.ts";
import type { Answerer, Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { PageRouteKey } from "../../shared/routes.ts";
import type { SubmitReportDependencies } from "../breach/submit-report.ts";
import type { SubmitUpdateDependencies } from "../breach/submit-update.ts";
import type { SubmitDependencies } from "../request/submit-request.ts";
import { answerUpdate } from "./answer-update.ts";
import { breachForm } from "./breach-form.ts";
import { sendReport, sendRequest } from "./carry-out.ts";
import { type CaseReader, openByLink } from "./case-reader.ts";
import { type ControllerReader, choices, chosenController, type Takes } from "./choices.ts";
import { answerForm, type Form, showForm } from "./form/answer-form.ts";
import { languageAsked } from "./language-asked.ts";
import { type Site, toAnswer, type View, viewIn } from "./layout.ts";
import { answerOpening, showStatusForm } from "./open-case.ts";
import { receiptDownload, receiptPage } from "./receipt-page.ts";
import { requestForm } from "./request-form.ts";
import { accessibilityPage, noticeOf, privacyPage, startPage } from "./static-pages.ts";
import { statusPage } from "./status-page.ts";

/** What the pages need of the world. */
export type PagesDependencies = SubmitDependencies &
  SubmitReportDependencies &
  SubmitUpdateDependencies &
  CaseReader &
  ControllerReader & { site: Site };

/** The pages for people: forms, receipts, how a case stands, and what the processor says of itself. */
export function answerPages(dependencies: PagesDependencies): Answerer {
  return (call, negotiated) => {
    const view = viewIn(languageAsked(call, negotiated), dependencies.site);
    const { routeKey } = call;
    if (!isAnswered(routeKey)) throw new Refusal("not_found");
    return answers[routeKey]({ call, view, dependencies });
  };
}

type Visit = { call: Call; view: View; dependencies: PagesDependencies };

const answers = {
  "GET /": start,
  "GET /request": (visit) => showChosen(requestFormOf(visit), "controllerId", takesRequests, visit),
  "POST /request": (visit) =>
    answerForm(visit.call, requestFormOf(visit), visit.view, (sent) =>
      sendRequest(sent, visit.dependencies, visit.view),
    ),
  "GET /breach": (visit) => showChosen(breachFormOf(visit), "controllerIds", concernsAny, visit),
  "POST /breach": (visit) =>
    answerForm(visit.call, breachFormOf(visit), visit.view, (sent) =>
      sendReport(sent, visit.dependencies, visit.view),
    ),
  "POST /breach/update": ({ call, view, dependencies }) => answerUpdate(call, dependencies, view),
  "GET /breach/update": ({ view }) => showStatusForm(view),
  "GET /receipt": ({ view }) => showStatusForm(view),
  "POST /receipt": ({ call, view, dependencies }) =>
    answerOpening(call, dependencies, view, (opened, values) =>
      values.has("download") ? receiptDownload(opened, view) : toAnswer(200, receiptPage(opened, view), view),
    ),
  "GET /status": ({ view }) => showStatusForm(view),
  "POST /status": ({ call, view, dependencies }) =>
    answerOpening(call, dependencies, view, ({ status, receiptCode }) =>
      toAnswer(200, statusPage(status, { receiptCode }, view), view),
    ),
  "GET /status/{reference}/{token}": statusByLink,
  "GET /privacy": ({ view }) => toAnswer(200, privacyPage(view), view),
  "GET /accessibility": ({ view }) => toAnswer(200, accessibilityPage(view), view),
} as const satisfies Partial<Record<PageRouteKey, (visit: Visit) => Answer | Promise<Answer>>>;

function isAnswered(routeKey: string): routeKey is keyof typeof answers {
  return Object.hasOwn(answers, routeKey);
}

const requestFormOf = ({ view, dependencies }: Visit) =>
  requestForm((chosen) => choices(chosen, takesRequests, dependencies), view.texts.request);

/** A breach may concern those that an agreement has ended with, too. */
const concernsAny = () => true;

const breachFormOf = ({ view, dependencies }: Visit) =>
  breachForm((chosen) => choices(chosen, concernsAny, dependencies), view);

async function start({ call, view, dependencies }: Visit): Promise<Answer> {
  const id = call.queryStringParameters?.controller;
  const query = id === undefined ? "" : `?controller=${encodeURIComponent(id)}`;
  return toAnswer(200, startPage(await chosenController(id, takesRequests, dependencies), query, view), view);
}

/** A form for whoever came by a link that may choose a controller. */
async function showChosen<T>(
  form: Form<T>,
  field: string,
  takes: Takes,
  { call, view, dependencies }: Visit,
): Promise<Answer> {
  const chosen = await chosenController(call.queryStringParameters?.controller, takes, dependencies);
  const values = new Map(chosen.kind === "controller" ? [[field, [chosen.controller.id]]] : []);
  return showForm(form, values, noticeOf(chosen, view.texts), view);
}

async function statusByLink({ call, view, dependencies }: Visit): Promise<Answer> {
  const { reference = "", token = "" } = call.pathParameters ?? {};
  const { status } = await openByLink(reference, token, dependencies);
  return toAnswer(200, statusPage(status, { path: call.rawPath }, view), view);
}
