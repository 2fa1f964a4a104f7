/** An answer of an HTTP API (payload format 2.0). */
export type Answer = { statusCode: number; headers: Record<string, string>; body: string };

/**
 * On every answer: nothing is cached (a status is personal data), sniffed, framed or told to another site
 * (OWASP Secure Headers Project, REST Security Cheat Sheet).
 */
const securityHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/** An answer with that body; `headers` come on top of the security headers. */
export function answer(statusCode: number, body: string, headers: Readonly<Record<string, string>>): Answer {
  return { statusCode, headers: { ...securityHeaders, ...headers }, body };
}

/** An answer in JSON; `headers` come on top of the security headers. */
export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(statusCode, JSON.stringify(body), {
    "content-type": "application/json; charset=utf-8",
    ...headers,
  });
}
