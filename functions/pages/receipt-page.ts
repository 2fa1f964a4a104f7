import { longInstant } from "../../shared/dates.ts";
import { type Block, toText } from "../../shared/document.ts";
import { type Answer, answer } from "../../shared/http/answer.ts";
import { markup } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import type { BreachCase } from "../breach/breach.ts";
import type { RequestCase } from "../request/request.ts";
import { accessForm, addFileButton } from "./access-form.ts";
import { toContent } from "./content.ts";
import { type Page, toHref, type View } from "./layout.ts";
import { respondFacts } from "./respond-facts.ts";

/** A case that was taken in, and the code that opens it. */
export type Opened = { case: RequestCase | BreachCase; receiptCode: string };

const formId = "receipt";

/**
 * The page that somebody gets for what was submitted: what it is called, the code, and what happens next.
 * @param notice what there is to say first, if anything
 */
export function receiptPage(opened: Opened, view: View, notice?: string): Page {
  const { language, texts } = view;
  const { receipt } = texts;
  const access = { reference: opened.case.reference, receiptCode: opened.receiptCode };
  const buttons = markup`<button name="download" value="text">${receipt.download}</button>
<button class="second" formaction="${toHref(pagePaths.status, language)}">${receipt.status}</button>
${addFileButton(access, 0, view)}`;
  return {
    title: titleOf(opened, view),
    path: pagePaths.receipt,
    form: formId,
    main: markup`${notice === undefined ? [] : markup`<p class="note">${notice}</p>`}${toContent(receiptBlocks(opened, view))}
<p class="screen">${receipt.print} ${receipt.once}</p>
${accessForm(formId, pagePaths.receipt, access, buttons, view)}`,
  };
}

/** The same as a text to keep. */
export function receiptDownload(opened: Opened, view: View): Answer {
  const { reference } = opened.case;
  const text = toText([{ heading: titleOf(opened, view) }, ...receiptBlocks(opened, view)]);
  return answer(200, text, {
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="${reference}.txt"`,
    "content-language": view.language,
  });
}

function titleOf({ case: of }: Opened, { texts: { receipt } }: View): string {
  return of.kind === "request" ? receipt.request.title : receipt.breach.title;
}

function receiptBlocks({ case: of, receiptCode }: Opened, view: View): Block[] {
  const { language, texts } = view;
  const { receipt, status } = texts;
  return [
    {
      facts: [
        [status.reference, of.reference],
        [receipt.code, receiptCode],
        [status.receivedAt, longInstant(of.receivedAt, language)],
        ...(of.kind === "request" ? requestFacts(of, view) : breachFacts(of, status)),
      ],
    },
    { heading: receipt.keep },
    { paragraph: receipt.explanation },
    { heading: receipt.next },
    {
      list:
        of.kind === "request"
          ? receipt.request.next(of.controller?.name)
          : receipt.breach.next[of.began === "held" ? "held" : "received"],
    },
  ];
}

type Facts = [label: string, value: string][];

function requestFacts({ respondBy, controller }: RequestCase, view: View): Facts {
  const { status } = view.texts;
  return [[status.controller, controller?.name ?? status.toBeFound], ...respondFacts(respondBy, view)];
}

function breachFacts({ controllers }: BreachCase, texts: View["texts"]["status"]): Facts {
  return [[texts.controllers, controllers.map(({ name }) => name).join(", ") || texts.toBeFound]];
}
