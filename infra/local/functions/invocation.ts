/** Why a function gave no result, as Lambda words it. */
export type FunctionError = { errorType: string; errorMessage: string; trace?: string[] };

/** How one event ended. */
export type Invocation = { ok: true; result: unknown } | { ok: false; error: FunctionError };

/** What the pool says to a function's process. */
export type HostRequest = { requestId: string; payload: string; timeoutMs: number };

/** What a function's process says: once that it is ready, then one answer per event. `result` is JSON. */
export type HostAnswer =
  | { type: "ready" }
  | { type: "result"; result: string }
  | { type: "error"; error: FunctionError };
