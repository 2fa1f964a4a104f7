/** Why a door does not do what it was asked. `shared/http/problem.ts` says each of them in HTTP. */
export type RefusalReason =
  | "malformed_json"
  | "malformed_form"
  | "invalid_input"
  | "invalid_idempotency_key"
  | "idempotency_key_reused"
  | "body_too_large"
  | "not_json"
  | "not_form"
  | "trap_filled"
  | "unknown_controller"
  | "not_found"
  | "method_not_allowed"
  | "forbidden"
  | "already_exists"
  | "already_ended"
  | "nothing_waits"
  | "decide_first"
  | "no_controller"
  | "changed_meanwhile"
  | "too_many_updates"
  | "too_many_attachments"
  | "already_assigned"
  | "already_closed"
  | "not_handed_over"
  | "move_not_allowed"
  | "controller_gone"
  | "already_terminated"
  | "not_terminated"
  | "destruction_begun"
  | "audit_not_allowed"
  | "not_bound"
  | "objection_too_late"
  | "objection_not_named"
  | "not_stored";

/** One field that is not as asked. `pointer` is a JSON Pointer (RFC 6901); `code` names a sentence. */
export type FieldError = { pointer: string; code: string; limit?: number };

/** A refusal: says what is wrong with the call, never what was in it. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: RefusalReason;
  readonly errors: readonly FieldError[];
  /** A sentence that follows the refusal's own: a reason that somebody wrote down. */
  readonly because: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    reason: RefusalReason,
    more: {
      errors?: readonly FieldError[];
      because?: string | undefined;
      headers?: Readonly<Record<string, string>>;
      cause?: unknown;
    } = {},
  ) {
    super(reason, { cause: more.cause });
    this.reason = reason;
    this.errors = more.errors ?? [];
    this.because = more.because;
    this.headers = more.headers ?? {};
  }
}
