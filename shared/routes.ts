/** One route of an HTTP API: what the outside calls and the function that answers. `{name}` is a path parameter. */
export type Route = { method: "GET" | "POST" | "PUT"; path: string; function: string };

/** Where people find what; the same in every language. */
export const pagePaths = {
  start: "/",
  request: "/request",
  breach: "/breach",
  breachUpdate: "/breach/update",
  receipt: "/receipt",
  status: "/status",
  /** The status of one case, by the link in a mail. */
  caseStatus: "/status/{reference}/{token}",
  privacy: "/privacy",
  accessibility: "/accessibility",
  /** Where a controller says that it has read a mail. */
  acknowledge: "/acknowledge/{reference}/{delivery}/{token}",
  /** Where a controller asks for the processor's statements, from any mail to it. */
  statements: "/statements/{reference}/{delivery}/{token}",
  /** Where a controller objects to a change of sub-processors. */
  objection: "/objection/{reference}/{delivery}/{token}",
  /** Where whoever holds a receipt code gets a form that sends a file. */
  attachments: "/attachments",
  /** Where the sender of a file sees what became of it. */
  upload: "/uploads/{reference}/{id}/{token}",
  /** Where whoever got the mail about a file downloads it. */
  attachment: "/attachments/{reference}/{delivery}/{token}",
} as const;

/** The pages of the public API, for people; see `pagePaths`. */
export const pageRoutes = [
  { method: "GET", path: pagePaths.start, function: "pages" },
  { method: "GET", path: pagePaths.request, function: "pages" },
  { method: "POST", path: pagePaths.request, function: "pages" },
  { method: "GET", path: pagePaths.breach, function: "pages" },
  { method: "POST", path: pagePaths.breach, function: "pages" },
  { method: "GET", path: pagePaths.breachUpdate, function: "pages" },
  { method: "POST", path: pagePaths.breachUpdate, function: "pages" },
  { method: "GET", path: pagePaths.receipt, function: "pages" },
  { method: "POST", path: pagePaths.receipt, function: "pages" },
  { method: "GET", path: pagePaths.status, function: "pages" },
  { method: "POST", path: pagePaths.status, function: "pages" },
  { method: "GET", path: pagePaths.caseStatus, function: "pages" },
  { method: "GET", path: pagePaths.privacy, function: "pages" },
  { method: "GET", path: pagePaths.accessibility, function: "pages" },
  { method: "GET", path: pagePaths.acknowledge, function: "acknowledge" },
  { method: "POST", path: pagePaths.acknowledge, function: "acknowledge" },
  { method: "GET", path: pagePaths.statements, function: "controller-pages" },
  { method: "POST", path: pagePaths.statements, function: "controller-pages" },
  { method: "GET", path: pagePaths.objection, function: "controller-pages" },
  { method: "POST", path: pagePaths.objection, function: "controller-pages" },
  { method: "GET", path: pagePaths.attachments, function: "attachments" },
  { method: "POST", path: pagePaths.attachments, function: "attachments" },
  { method: "GET", path: pagePaths.upload, function: "attachments" },
  { method: "GET", path: pagePaths.attachment, function: "attachments" },
  { method: "POST", path: pagePaths.attachment, function: "attachments" },
] as const satisfies readonly Route[];

/** The public API. Everything else goes to `$default`, which answers 404, or 405 for a path that is here. */
export const publicRoutes = [
  { method: "POST", path: "/requests", function: "receive-request" },
  { method: "GET", path: "/requests/{reference}", function: "receive-request" },
  { method: "POST", path: "/breach-reports", function: "breach-reports" },
  { method: "GET", path: "/breach-reports/{reference}", function: "breach-reports" },
  { method: "POST", path: "/breach-reports/{reference}/updates", function: "breach-reports" },
  { method: "POST", path: "/requests/{reference}/attachments", function: "attachments" },
  { method: "POST", path: "/breach-reports/{reference}/attachments", function: "attachments" },
  { method: "GET", path: "/health", function: "describe-api" },
  { method: "GET", path: "/openapi.json", function: "describe-api" },
  { method: "GET", path: "/schemas/{name}", function: "describe-api" },
  ...pageRoutes,
] as const satisfies readonly Route[];

/** The function behind the public API's `$default` route. */
export const defaultRouteFunction = "describe-api";

/** The operator API: every route asks for AWS_IAM, so that the caller's ARN is known. */
export const operatorRoutes = [
  { method: "POST", path: "/controllers", function: "operate" },
  { method: "GET", path: "/controllers", function: "operate" },
  { method: "GET", path: "/controllers/{id}", function: "operate" },
  { method: "PUT", path: "/controllers/{id}", function: "operate" },
  { method: "POST", path: "/controllers/{id}/termination", function: "operate" },
  { method: "POST", path: "/controllers/{id}/termination/withdraw", function: "operate" },
  { method: "GET", path: "/controllers/{id}/destruction", function: "operate" },
  { method: "GET", path: "/controllers/{id}/destruction/plan", function: "operate" },
  { method: "GET", path: "/controllers/{id}/destruction/certificate", function: "operate" },
  { method: "POST", path: "/reporters", function: "operate" },
  { method: "GET", path: "/reporters", function: "operate" },
  { method: "POST", path: "/reporters/{id}/revoke", function: "operate" },
  { method: "GET", path: "/breach-reports", function: "operate" },
  { method: "GET", path: "/breach-reports/{reference}", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/confirm", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/dismiss", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/assign", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/update", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/conclude", function: "operate" },
  { method: "POST", path: "/breach-reports/{reference}/withdraw", function: "operate" },
  { method: "GET", path: "/requests", function: "operate" },
  { method: "GET", path: "/requests/{reference}", function: "operate" },
  { method: "POST", path: "/requests/{reference}/assign", function: "operate" },
  { method: "POST", path: "/requests/{reference}/close", function: "operate" },
  { method: "GET", path: "/controllers/{id}/versions", function: "operate" },
  { method: "GET", path: "/status", function: "operate" },
  { method: "POST", path: "/mails/{reference}/{delivery}/settle", function: "operate" },
  { method: "GET", path: "/statements", function: "keep-duties" },
  { method: "POST", path: "/statements", function: "keep-duties" },
  { method: "GET", path: "/statements/requests", function: "keep-duties" },
  { method: "POST", path: "/statements/requests", function: "keep-duties" },
  { method: "GET", path: "/sub-processors", function: "keep-duties" },
  { method: "POST", path: "/sub-processors", function: "keep-duties" },
  { method: "POST", path: "/sub-processors/{id}/announcements", function: "keep-duties" },
  { method: "GET", path: "/sub-processors/{id}/announcements", function: "keep-duties" },
  { method: "POST", path: "/sub-processors/changes/{reference}/answer", function: "keep-duties" },
  { method: "GET", path: "/instructions", function: "keep-duties" },
  { method: "POST", path: "/instructions", function: "keep-duties" },
  { method: "GET", path: "/assistance", function: "keep-duties" },
  { method: "POST", path: "/assistance", function: "keep-duties" },
  { method: "GET", path: "/audits", function: "keep-duties" },
  { method: "POST", path: "/audits", function: "keep-duties" },
  { method: "GET", path: "/audits/{reference}", function: "keep-duties" },
  { method: "POST", path: "/audits/{reference}/entries", function: "keep-duties" },
  { method: "GET", path: "/settings", function: "keep-duties" },
  { method: "GET", path: "/evidence/chains", function: "inspect-evidence" },
  { method: "GET", path: "/evidence/blocks", function: "inspect-evidence" },
  { method: "GET", path: "/evidence/items", function: "inspect-evidence" },
  { method: "GET", path: "/evidence/seals", function: "inspect-evidence" },
  { method: "GET", path: "/evidence/seals/latest", function: "inspect-evidence" },
  { method: "GET", path: "/evidence/cases/{reference}", function: "inspect-evidence" },
  { method: "POST", path: "/evidence/gaps", function: "inspect-evidence" },
  { method: "GET", path: "/restored-tables/{table}", function: "restore" },
  { method: "POST", path: "/restored-tables/{table}", function: "restore" },
] as const satisfies readonly Route[];

type KeyOf<R extends Route> = R extends Route ? `${R["method"]} ${R["path"]}` : never;

/** A route key of a page. */
export type PageRouteKey = KeyOf<(typeof pageRoutes)[number]>;

type OperatorRoute = (typeof operatorRoutes)[number];

/** A function behind the operator API. */
export type OperatorFunction = OperatorRoute["function"];

/** A route key of the operator API, of those that lead to that function. */
export type OperatorRouteKey<F extends OperatorFunction = "operate"> = KeyOf<
  Extract<OperatorRoute, { function: F }>
>;
