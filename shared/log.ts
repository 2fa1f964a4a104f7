/**
 * Everything a function may log: a code, how bad it is, and the names of what may stand beside it. All of those are
 * ids, states and counts. Nothing that a person typed has a place here.
 */
const catalogue = {
  UNEXPECTED_ERROR: { level: "error", fields: ["error", "at"] },
  REQUEST_REFUSED: { level: "info", fields: ["reason", "error"] },
  STORE_UNAVAILABLE: { level: "error", fields: ["error"] },
  REQUEST_COMMITTED: { level: "info", fields: ["reference", "controllerId"] },
  REQUEST_REPLAYED: { level: "info", fields: ["reference"] },
  REQUEST_MOVED: { level: "info", fields: ["reference", "sequence", "move", "controllerId"] },
  BREACH_COMMITTED: { level: "info", fields: ["reference", "controllers", "state"] },
  BREACH_REPLAYED: { level: "info", fields: ["reference"] },
  BREACH_MOVED: { level: "info", fields: ["reference", "sequence", "move", "state"] },
  REPORTER_CHANGED: { level: "info", fields: ["reporter"] },
  CASE_UNREADABLE: { level: "error", fields: ["reference", "error"] },
  CONTROLLER_UNREADABLE: { level: "error", fields: ["reference", "controllerId"] },
  CASE_FANNED_OUT: { level: "info", fields: ["reference", "deliveries"] },
  CASE_NOT_FINISHED: { level: "warn", fields: ["reference", "error"] },
  DELIVERY_ACCEPTED: { level: "info", fields: ["reference", "delivery", "attempt"] },
  DELIVERY_REFUSED: { level: "error", fields: ["reference", "delivery", "attempt", "reason"] },
  DELIVERY_POSTPONED: { level: "warn", fields: ["reference", "delivery", "attempt", "reason"] },
  DELIVERY_UNKNOWN: { level: "warn", fields: ["reference", "delivery", "attempt", "reason"] },
  SENDING_BLOCKED: { level: "error", fields: ["reason"] },
  SENDING_QUOTA_HIGH: { level: "error", fields: ["sent", "most"] },
  ACKNOWLEDGEMENT_CAPPED: { level: "warn", fields: ["reference", "reason"] },
  DELIVERY_DIGESTED: { level: "warn", fields: ["reference", "delivery"] },
  DELIVERY_CANCELLED: { level: "info", fields: ["reference", "delivery"] },
  DELIVERY_ACKNOWLEDGED: { level: "info", fields: ["reference", "delivery"] },
  DELIVERY_BOUNCED: { level: "error", fields: ["reference", "delivery", "reason"] },
  DELIVERY_SILENT: { level: "error", fields: ["reference", "delivery"] },
  MAIL_EVENT_APPLIED: { level: "info", fields: ["reference", "delivery", "event"] },
  MAIL_EVENT_IGNORED: { level: "warn", fields: ["reason", "event"] },
  SWEEP_DONE: { level: "info", fields: ["due", "sent", "remaining"] },
  AGREEMENT_MOVED: { level: "info", fields: ["reference", "controllerId", "sequence", "move", "state"] },
  DESTRUCTION_PROGRESS: {
    level: "info",
    fields: ["reference", "stage", "versions", "deleteMarkers", "uploads", "items"],
  },
  REQUESTS_AWAITED: { level: "warn", fields: ["reference", "mails"] },
  REQUESTS_UNSENT: { level: "error", fields: ["reference", "mails"] },
  DESTRUCTION_FAILED: { level: "error", fields: ["reference", "error", "at", "failures"] },
  DESTRUCTION_CUT_SHORT: { level: "error", fields: ["reference", "failures"] },
  DESTRUCTION_INCOMPLETE: { level: "error", fields: ["reference"] },
  DESTRUCTION_OVERDUE: { level: "error", fields: ["reference"] },
  LIFECYCLE_NET_MISSING: { level: "warn", fields: ["reference", "net"] },
  DESTROY_DONE: { level: "info", fields: ["due", "destroyed", "remaining"] },
  CONTROLLER_FORGOTTEN: { level: "info", fields: ["controllerId"] },
  EVIDENCE_RECORDED: { level: "info", fields: ["records", "chains", "failed"] },
  EVIDENCE_NOT_RECORDED: { level: "warn", fields: ["chain", "changes", "error", "at"] },
  EVIDENCE_NOT_SEALED: { level: "warn", fields: ["error", "at"] },
  EVIDENCE_HEAD_UNREADABLE: { level: "warn", fields: ["controllerId", "error"] },
  DUTY_RECORDED: { level: "info", fields: ["reference", "controllerId", "sequence", "move"] },
  UPLOAD_OFFERED: { level: "info", fields: ["reference", "number"] },
  UPLOAD_DROPPED: { level: "info", fields: ["reference"] },
  ATTACHMENT_UNSCANNED: { level: "error", fields: ["reference", "number"] },
  ATTACHMENT_NOT_CHECKED: { level: "error", fields: ["reference", "error", "at"] },
  ATTACHMENTS_NOT_MOVED: { level: "warn", fields: ["reference", "error", "at"] },
  SCAN_IGNORED: { level: "info", fields: ["reference", "number"] },
  RESTORATION_ENDED: { level: "info", fields: ["controllers", "left"] },
  CONTROLLER_CHANGED: { level: "info", fields: ["controllerId", "version"] },
} as const satisfies Record<string, { level: "info" | "warn" | "error"; fields: readonly string[] }>;

export type LogCode = keyof typeof catalogue;
export type LogFields<C extends LogCode> = Partial<
  Record<(typeof catalogue)[C]["fields"][number], string | number>
>;

/** Writes one line of JSON to the function's log. */
export function log<C extends LogCode>(code: C, fields: LogFields<C> = {}): void {
  process.stdout.write(`${JSON.stringify({ level: catalogue[code].level, code, ...fields })}\n`);
}

/**
 * What may be told of an error: what it is and where it was thrown. Its message may repeat what somebody typed, lines
 * that look like a stack's included.
 */
export function describeError(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: "" };
  const stack = (error.stack ?? "").replace(error.message, "");
  const frames = stack.split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return { error: error.name, at: frames.slice(0, 5).join(" ").trim() };
}
