/** A route key taken apart, ready to be compared with requests. */
type RoutePattern<R> = {
  route: R;
  /** Undefined for ANY. */
  method: string | undefined;
  /** Undefined for `$default`. */
  segments: string[] | undefined;
};

/** The route that fits a request, and what its path variables are. */
type RouteMatch<R> = { route: R; pathParameters: Record<string, string> };

/** Takes the route keys of an API apart and sorts them, most specific first. */
export function compileRoutes<R extends { key: string }>(routes: readonly R[]): RoutePattern<R>[] {
  return routes
    .map((route) => {
      const [method = "", path] = route.key.split(" ");
      return {
        route,
        method: method === "ANY" || path === undefined ? undefined : method,
        segments: path?.split("/").slice(1),
      };
    })
    .sort((a, b) => rank(b).localeCompare(rank(a)));
}

/**
 * The route for a request: a full match before a greedy path variable before `$default`; literal segments before
 * variables; a named method before ANY (API Gateway Developer Guide, "Create routes for HTTP APIs").
 * @param segments of the path, still percent-encoded.
 * @throws URIError when a path variable is not valid percent-encoding.
 */
export function matchRoute<R>(
  patterns: readonly RoutePattern<R>[],
  method: string,
  segments: readonly string[],
): RouteMatch<R> | undefined {
  for (const pattern of patterns) {
    if (pattern.method !== undefined && pattern.method !== method) continue;
    const pathParameters = matchSegments(pattern.segments, segments);
    if (pathParameters) return { route: pattern.route, pathParameters };
  }
  return undefined;
}

function rank({ method, segments }: RoutePattern<unknown>): string {
  if (!segments) return "0";
  const greedy = segments.at(-1)?.endsWith("+}");
  const places = segments.map((segment) =>
    segment.endsWith("+}") ? "0" : segment.startsWith("{") ? "1" : "2",
  );
  return `${greedy ? 1 : 2}${places.join("")}${method ? 1 : 0}`;
}

function matchSegments(
  pattern: readonly string[] | undefined,
  segments: readonly string[],
): Record<string, string> | undefined {
  const variables: [string, string][] = [];
  if (!pattern) return {};
  const greedy = pattern.at(-1)?.endsWith("+}") ?? false;
  if (greedy ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.endsWith("+}")) {
      variables.push([part.slice(1, -2), segments.slice(index).map(decodeURIComponent).join("/")]);
    } else if (part.startsWith("{")) {
      if (segment === "") return undefined;
      variables.push([part.slice(1, -1), decodeURIComponent(segment)]);
    } else if (part !== segment) return undefined;
  }
  return Object.fromEntries(variables);
}
