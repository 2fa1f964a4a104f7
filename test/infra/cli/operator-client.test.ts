import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { operatorClient, RefusedByApi, UnreachableApi } from "../../../infra/cli/operator-client.ts";
import { cannedServer, type Received } from "./run-meldpunt.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The Authorization header that this request has to carry (IAM User Guide, "Signature Version 4 signing process"). */
function authorization({ method, path, headers, body }: Received): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const canonicalHeaders = names.split(";").map((name) => `${name}:${headers[name]}\n`);
  const { pathname, searchParams } = new URL(path, "http://127.0.0.1");
  searchParams.sort();
  const target = [pathname, searchParams.toString()];
  const canonical = [method, ...target, canonicalHeaders.join(""), names, hash(body)].join("\n");
  const time = String(headers["x-amz-date"]);
  const scope = [time.slice(0, 8), "eu-central-1", "execute-api", "aws4_request"];
  const toSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(
    (k, part) => createHmac("sha256", k).update(part).digest(),
    "AWS4secret",
  );
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  const credential = `${credentials.accessKeyId}/${scope.join("/")}`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
}

describe("the operator client", () => {
  test("signs its requests for API Gateway and gives the answer", async () => {
    const { url, received } = await cannedServer(
      { status: 201, body: { id: "a" } },
      { status: 200, body: {} },
      { status: 200, body: {} },
    );
    const client = operatorClient({ url, region: "eu-central-1", credentials });

    expect(await client.request("POST", "/controllers", { name: "Ünïcode" })).toEqual({ id: "a" });
    await client.request("GET", "/controllers/a");
    await client.request("GET", "/breach-reports?from=BR-1&desk=true");

    expect(received.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/controllers", '{"name":"Ünïcode"}'],
      ["GET", "/controllers/a", ""],
      ["GET", "/breach-reports?from=BR-1&desk=true", ""],
    ]);
    for (const request of received) expect(request.headers.authorization).toBe(authorization(request));
    expect(received[0]?.headers["content-type"]).toBe("application/json");
  });

  test("gives the fields of a problem", async () => {
    const errors = [{ pointer: "/name", detail: "This field is required." }];
    const { url } = await cannedServer({ status: 400, body: { detail: "See errors.", errors } });
    const request = operatorClient({ url, region: "eu-central-1", credentials }).request(
      "POST",
      "/controllers",
      {},
    );

    const error = await request.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedByApi);
    expect(error).toMatchObject({ status: 400, message: "See errors.", errors });
  });

  test("names the right that IAM does not give", async () => {
    const { url } = await cannedServer({ status: 403, body: { message: "Forbidden" } });
    const client = operatorClient({ url, region: "eu-central-1", credentials });

    await expect(client.request("POST", "/controllers/a/termination", {})).rejects.toThrow(
      /allows execute-api:Invoke on POST \/controllers\/a\/termination,/,
    );
  });

  test("gives the word of the gateway, or the status where there is none", async () => {
    const { url } = await cannedServer(
      { status: 413, body: { message: "Request Entity Too Large" } },
      { status: 502, body: "<html>" },
    );
    const client = operatorClient({ url, region: "eu-central-1", credentials });

    await expect(client.request("GET", "/controllers")).rejects.toThrow(/^Request Entity Too Large$/);
    await expect(client.request("GET", "/controllers")).rejects.toThrow(/status 502/);
  });

  test("says so when nobody answers", async () => {
    const client = operatorClient({ url: "http://127.0.0.1:1", region: "eu-central-1", credentials });
    await expect(client.request("GET", "/controllers")).rejects.toThrow(UnreachableApi);
  });
});
