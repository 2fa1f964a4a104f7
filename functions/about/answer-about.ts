import { json } from "../../shared/http/answer.ts";
import type { Answerer } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import { publicRoutes, type Route } from "../../shared/routes.ts";

/** What the API says of itself, made once. */
type About = {
  description: unknown;
  /** The published JSON Schemas, by their path. */
  schemas: Readonly<Record<string, unknown>>;
};

/** Health, the API's description, the published schemas; and 404 or 405 for everything that has no route. */
export function answerAbout({ description, schemas }: About): Answerer {
  return ({ rawPath, routeKey, requestContext }) => {
    switch (routeKey) {
      case "GET /health":
        return json(200, { status: "ok" });
      case "GET /openapi.json":
        return json(200, description);
      case "GET /schemas/{name}": {
        const schema = Object.hasOwn(schemas, rawPath) ? schemas[rawPath] : undefined;
        if (!schema) throw new Refusal("not_found");
        return json(200, schema, { "content-type": "application/schema+json; charset=utf-8" });
      }
      default:
        throw noRoute(requestContext.http.path);
    }
  };
}

function noRoute(path: string): Refusal {
  const methods = publicRoutes.filter((route) => matches(route, path)).map(({ method }) => method);
  if (methods.length === 0) return new Refusal("not_found");
  return new Refusal("method_not_allowed", { headers: { allow: methods.join(", ") } });
}

function matches(route: Route, path: string): boolean {
  const wanted = route.path.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((part, n) => (part.startsWith("{") ? given[n] !== "" : part === given[n]))
  );
}
