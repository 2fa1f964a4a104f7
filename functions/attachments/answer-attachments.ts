import { type Answer, json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import { caseAccess } from "../../shared/http/case-access.ts";
import type { Answerer, Call, Refuse } from "../../shared/http/door.ts";
import { idempotencyKey, replayedHeader } from "../../shared/http/idempotency-key.ts";
import { problem } from "../../shared/http/problem.ts";
import { validate } from "../../shared/http/validation.ts";
import type { Language } from "../../shared/language.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { ReadDelivery } from "../delivery/acknowledge.ts";
import { errorPage } from "../pages/error-page.ts";
import { languageAsked } from "../pages/language-asked.ts";
import { type Site, viewIn } from "../pages/layout.ts";
import { showStatusForm } from "../pages/open-case.ts";
import { announcedFileSchema } from "./announced-file.ts";
import type { CaseOfFilesKind } from "./case-of-files.ts";
import type { Downloads } from "./downloads.ts";
import { answerDownload } from "./pages/answer-download.ts";
import { answerSentFile } from "./pages/answer-sent-file.ts";
import { answerUpload } from "./pages/answer-upload.ts";
import { type SubmitUploadDependencies, submitUpload } from "./submit-upload.ts";
import type { readUploads } from "./upload-store.ts";

/** What the door for files needs of the world. */
export type AttachmentsDependencies = SubmitUploadDependencies & {
  readDelivery: ReadDelivery;
  readUploads: (reference: string) => ReturnType<typeof readUploads>;
  downloads: Downloads;
  site: Site;
};

/** Where programs ask for a form, and for files of which kind of case. */
const apiRoutes: Readonly<Record<string, { kind: CaseOfFilesKind; path: string }>> = {
  "POST /requests/{reference}/attachments": { kind: "request", path: "/requests" },
  "POST /breach-reports/{reference}/attachments": { kind: "breach", path: "/breach-reports" },
};

/** The forms that send files, what became of a file, and the page from which it is downloaded. */
export function answerAttachments(dependencies: AttachmentsDependencies): Answerer {
  return (call, negotiated) => {
    const asked = apiRoutes[call.routeKey];
    if (asked) return offer(call, asked, negotiated, dependencies);
    const view = viewIn(languageAsked(call, negotiated), dependencies.site);
    switch (call.routeKey) {
      case "GET /attachments":
        return showStatusForm(view);
      case "POST /attachments":
        return answerUpload(call, dependencies, view);
      case "GET /uploads/{reference}/{id}/{token}":
        return answerSentFile(call, dependencies, view);
      case "GET /attachments/{reference}/{delivery}/{token}":
      case "POST /attachments/{reference}/{delivery}/{token}":
        return answerDownload(call, dependencies, view);
      default:
        throw new Refusal("not_found");
    }
  };
}

/** What a refusal says: to a program a problem, to a person a page. */
export function refuseAttachments(site: Site): Refuse {
  return (refusal, language, call) =>
    apiRoutes[call.routeKey] ? problem(refusal, language) : errorPage(refusal, language, call, site);
}

async function offer(
  call: Call,
  { kind, path }: { kind: CaseOfFilesKind; path: string },
  language: Language,
  dependencies: AttachmentsDependencies,
): Promise<Answer> {
  const access = caseAccess(call, kind);
  const key = idempotencyKey(call.headers["idempotency-key"]);
  const { text, value } = jsonBody(call);
  const announced = validate(announcedFileSchema, value);
  const scope = `POST ${path}/${access.reference}/attachments`;
  const outcome = await submitUpload(
    { ...access, kind, announced, scope, body: text, key, language },
    dependencies,
  );
  const { id, form } = outcome.upload;
  return json(
    201,
    { id, upload: { url: form.url, fields: inOrder(form.fields) } },
    { location: `${path}/${access.reference}`, ...replayedHeader(outcome) },
  );
}

/** The table gives the members of what it keeps in an order of its own: the first answer is to be the same as any other. */
function inOrder(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
