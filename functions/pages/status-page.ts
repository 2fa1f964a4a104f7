import type { AttachmentReport } from "../../shared/attachments/attachment-status.ts";
import { longInstant } from "../../shared/dates.ts";
import type { Block } from "../../shared/document.ts";
import { type Markup, markup } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import type { statusReport as breachStatusReport } from "../breach/breach-status.ts";
import type { statusReport as requestStatusReport } from "../request/request-status.ts";
import { accessForm, addFileButton } from "./access-form.ts";
import { toContent } from "./content.ts";
import { type Page, toHref, type View } from "./layout.ts";
import { respondFacts } from "./respond-facts.ts";

/** How a case stands, as the API says it too. */
export type CaseStatus = { attachments: readonly AttachmentReport[] } & (
  | { kind: "request"; report: ReturnType<typeof requestStatusReport> }
  | { kind: "breach"; report: ReturnType<typeof breachStatusReport> }
);

/** What somebody opened a case with: the receipt code, or the link in the acknowledgement, which has its own path. */
export type OpenedWith = { receiptCode: string } | { path: string };

const formId = "status";

/** The page that says how a case stands. Who came by a link is told nothing that anybody wrote. */
export function statusPage(status: CaseStatus, opened: OpenedWith, view: View): Page {
  const { status: texts } = view.texts;
  const isByLink = "path" in opened;
  const blocks =
    status.kind === "request"
      ? requestBlocks(status.report, view)
      : breachBlocks(status.report, view, isByLink);
  const files = fileBlocks(status.attachments, view, isByLink);
  return {
    title: status.kind === "request" ? texts.requestTitle : texts.breachTitle,
    path: isByLink ? opened.path : pagePaths.status,
    ...(isByLink ? {} : { form: formId }),
    main: markup`${toContent([...blocks, ...files])}${isByLink ? [] : actions(status, opened.receiptCode, view)}`,
  };
}

function actions({ kind, report, attachments }: CaseStatus, receiptCode: string, view: View): Markup {
  const access = { reference: report.reference, receiptCode };
  const settled = attachments.filter(({ status }) => status !== "awaited").length;
  const { refresh, add } = view.texts.status;
  const addTo = toHref(pagePaths.breachUpdate, view.language);
  const adding =
    kind === "breach" ? markup` <button class="second" formaction="${addTo}">${add}</button>` : [];
  const buttons = markup`<button class="second">${refresh}</button>${adding} ${addFileButton(access, settled, view)}`;
  return accessForm(formId, pagePaths.status, access, buttons, view);
}

/** The files and where each stands; what its sender called it only for whoever has the code. */
function fileBlocks(files: readonly AttachmentReport[], { texts }: View, isByLink: boolean): Block[] {
  const { file, files: heading, fileStatus } = texts.status;
  if (files.length === 0) return [];
  const facts = files.map(({ number, filename, status }) => {
    const name = isByLink || filename === undefined ? "" : `${filename}: `;
    return [`${file} ${number}`, name + fileStatus[status]] as const;
  });
  return [{ heading }, { facts }];
}

function requestBlocks(report: ReturnType<typeof requestStatusReport>, view: View): Block[] {
  const { language, texts } = view;
  const { status } = texts;
  const isClosed = report.status === "closed";
  return [
    {
      facts: [
        [status.reference, report.reference],
        [status.stands, status.request[report.status]],
        [status.controller, report.controller?.name ?? status[isClosed ? "notKnown" : "toBeFound"]],
        [status.receivedAt, longInstant(report.receivedAt, language)],
        ...respondFacts(report.respondBy, view),
      ],
    },
    { heading: status.happened },
    {
      facts: report.timeline.map(({ at, event }) => [longInstant(at, language), status.requestEvents[event]]),
    },
  ];
}

function breachBlocks(
  report: ReturnType<typeof breachStatusReport>,
  { language, texts }: View,
  isByLink: boolean,
): Block[] {
  const { status } = texts;
  const because = isByLink ? undefined : report.because;
  const events = report.timeline.map(
    ({ at, event }) => [longInstant(at, language), status.breachEvents[event]] as const,
  );
  return [
    {
      facts: [
        [status.reference, report.reference],
        [status.stands, status.breach[report.status]],
        [status.receivedAt, longInstant(report.receivedAt, language)],
        ...report.controllers.map(
          ({ name, status: of, deliveredAt }) =>
            [
              name,
              [
                status.controllerStatus[of],
                ...(deliveredAt ? [longInstant(deliveredAt, language)] : []),
              ].join(", "),
            ] as const,
        ),
        ...(report.controllers.length === 0 && report.waiting
          ? [[status.controllers, status.toBeFound] as const]
          : []),
      ],
    },
    ...(because === undefined ? [] : [{ paragraph: `${status.because}:` }, { quote: because }]),
    ...(report.waiting ? [{ paragraph: status.waiting }] : []),
    { heading: status.happened },
    { facts: events },
  ];
}
