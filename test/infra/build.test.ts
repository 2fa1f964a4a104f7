import { execFile } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toMime } from "../../functions/delivery/mime.ts";
import { type BuildPlaces, buildFunctions, ownPlaces } from "../../infra/build.ts";
import { environmentOf } from "../../shared/environment.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { zippedSize } from "../support/zipped-size.ts";
import { growth, recordedBytes } from "./package-bytes.ts";

const run = promisify(execFile);
const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "meldpunt-build-"));
const places: BuildPlaces = { functions: join(folder, "functions"), bundles: join(folder, "dist") };
symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true }));

function source(path: string, content: string): void {
  mkdirSync(join(places.functions, path, ".."), { recursive: true });
  writeFileSync(join(places.functions, path), content);
}

function mkdirs(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

describe("building", () => {
  beforeEach(() => {
    for (const place of Object.values(places)) rmSync(place, { recursive: true, force: true });
  });

  test("makes one bundle for each *.lambda.ts and tells its size", async () => {
    source("flow/greet.lambda.ts", `import { who } from "./who.ts"; export const handler = async () => who;`);
    source("flow/who.ts", `export const who: string = "you";`);
    source("other/leave.lambda.ts", "export const handler = async () => undefined;");
    const bundles = await buildFunctions(places);
    expect(readdirSync(places.bundles).sort()).toEqual(["greet", "leave"]);
    const bytesOf = (name: string) => statSync(join(places.bundles, name, "index.mjs")).size;
    expect(bundles).toEqual({
      greet: { bytes: bytesOf("greet"), packages: {} },
      leave: { bytes: bytesOf("leave"), packages: {} },
    });
  });

  test("removes the bundle of a function that is gone, and leaves one alone that has not changed", async () => {
    source("flow/stay.lambda.ts", "export const handler = async () => 1;");
    source("flow/go.lambda.ts", "export const handler = async () => 2;");
    await buildFunctions(places);
    const before = statSync(join(places.bundles, "stay/index.mjs")).mtimeMs;
    rmSync(join(places.functions, "flow/go.lambda.ts"));
    await buildFunctions(places);
    expect(readdirSync(places.bundles)).toEqual(["stay"]);
    expect(statSync(join(places.bundles, "stay/index.mjs")).mtimeMs).toBe(before);
  });

  test("tells how much of a bundle is of which package, and names its licence beside it", async () => {
    source(
      "flow/order.lambda.ts",
      `import canonicalize from "canonicalize"; export const handler = async (event) => canonicalize(event);`,
    );
    writeFileSync(join(mkdirs(places.bundles), "report.json"), "{}");
    const { order } = await buildFunctions(places);
    expect(Object.keys(order?.packages ?? {})).toEqual(["canonicalize"]);
    expect(order?.packages.canonicalize).toBeGreaterThan(200);
    expect(order?.packages.canonicalize).toBeLessThan(order?.bytes ?? 0);
    expect(readFileSync(join(places.bundles, "order/THIRD-PARTY.txt"), "utf8")).toMatch(
      /^canonicalize [\d.]+ \(Apache-2\.0\)$/m,
    );
    expect(readdirSync(places.bundles).sort()).toEqual(["order", "report.json"]);
  });

  test("of what imports a missing file fails, names it and writes nothing", async () => {
    source("flow/broken.lambda.ts", `export { handler } from "./missing.ts";`);
    await expect(buildFunctions(places)).rejects.toThrow(/Could not resolve "\.\/missing\.ts"/);
    expect(existsSync(places.bundles)).toBe(false);
  });

  test("without any function fails and says where it looked", async () => {
    mkdirSync(places.functions);
    await expect(buildFunctions(places)).rejects.toThrow(`${places.functions} holds no`);
  });

  // What composing a mail again makes different: its id, its time, the boundaries of its parts.
  const lasting = (raw: string) =>
    raw.replace(/^(Message-ID|Date): .*$/gm, "$1").replaceAll(/--_NmP-[0-9a-f]{16}/g, "boundary");

  test("leaves the MIME text of a mail as it is without a bundle", async () => {
    const mime = join(ownPlaces.functions, "delivery/mime.ts");
    source(
      "flow/write.lambda.ts",
      `import { toMime } from ${JSON.stringify(mime)};
       export const handler = (mail, envelope) => toMime(mail, envelope).then((raw) => process.stdout.write(raw));`,
    );
    await buildFunctions(places);
    const mail: Mail = {
      reference: "BR-7K3M-9QXT-2W5R",
      type: "breach-notice",
      language: "nl",
      subject: "Datalek: eerste melding",
      replyTo: "noor.de-vries+avg@voorbeeld.example",
      thread: ["0107-first"],
      blocks: [],
      handOver: { $schema: "https://api.example/schemas/breach-notice-1.json" },
    };
    const to = "o'neill+{#dpo}=x_y/z@xn--bcher-kva.example";
    const envelope = { from: "from@processor.example", to, region: "eu-central-1" };
    const script = `import { handler } from "./dist/write/index.mjs"; await handler(${JSON.stringify(mail)}, ${JSON.stringify(envelope)});`;
    const { stdout } = await run(node, ["--input-type=module", "-e", script], { cwd: folder });
    expect(lasting(stdout)).toBe(lasting(Buffer.from(await toMime(mail, envelope)).toString()));
  });

  test("keeps a bundle able to tell errors apart, with all that AWS says of them", async () => {
    source(
      "flow/fail.lambda.ts",
      `import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
       const client = new DynamoDBClient({ maxAttempts: 1 });
       const command = new GetItemCommand({ TableName: "t", Key: { pk: { S: "a" } } });
       const told = (error) => [error instanceof ConditionalCheckFailedException, error instanceof Error,
         error.name, error.message, error.Item?.pk.S, error.$fault, error.$metadata.httpStatusCode];
       export const handler = () => client.send(command).catch(told);`,
    );
    await buildFunctions(places);
    const answer = {
      __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
      message: "no",
    };
    const server = createServer((_, response) => {
      response
        .writeHead(400, { "content-type": "application/x-amz-json-1.0" })
        .end(JSON.stringify({ ...answer, Item: { pk: { S: "there" } } }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const env = { AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const key = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
    const script = `import { handler } from "./dist/fail/index.mjs"; console.log(JSON.stringify(await handler()));`;
    try {
      const { stdout } = await run(node, ["--input-type=module", "-e", script], {
        cwd: folder,
        env: { ...env, ...key },
      });
      expect(JSON.parse(stdout)).toEqual([
        true,
        true,
        "ConditionalCheckFailedException",
        "no",
        "there",
        "client",
        400,
      ]);
    } finally {
      server.close();
    }
  });

  test("keeps a bundle able to sign requests with the credentials of its environment, and with no others", async () => {
    source(
      "flow/sign.lambda.ts",
      `import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
       const client = new DynamoDBClient({ maxAttempts: 1 });
       export const handler = () => client.send(new ListTablesCommand({})).then(({ TableNames }) => TableNames, String);`,
    );
    await buildFunctions(places);
    const signatures: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      signatures.push(request.headers.authorization);
      response.setHeader("content-type", "application/x-amz-json-1.0").end(`{"TableNames":["t"]}`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const call = (env: NodeJS.ProcessEnv) => {
      const script = `import { handler } from "./dist/sign/index.mjs"; console.log(await handler());`;
      const region = { AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
      return run(node, ["--input-type=module", "-e", script], { cwd: folder, env: { ...region, ...env } });
    };
    try {
      const { stdout } = await call({ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
      expect(stdout).toContain("[ 't' ]");
      expect(signatures).toEqual([expect.stringContaining("Credential=AKIDEXAMPLE/")]);
      expect((await call({})).stdout).toContain("Unable to find environment variable credentials");
    } finally {
      server.close();
    }
  });
});

describe("a bundle's clients", () => {
  const calls = `import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
    const client = new DynamoDBClient({ maxAttempts: 2 });
    export const handler = () => client.send(new ListTablesCommand({})).then(({ TableNames }) => TableNames, String);`;
  const script = `import { handler } from "./dist/list/index.mjs"; console.log(await handler());`;

  test("try again, and go by their environment alone: by no file in a home directory", async () => {
    source("flow/list.lambda.ts", calls);
    await buildFunctions(places);
    const home = join(folder, "home");
    mkdirSync(join(home, ".aws"), { recursive: true });
    writeFileSync(join(home, ".aws/config"), "[default]\nregion = eu-west-1\nretry_mode = adaptive\n");
    const answers = [503, 200];
    const server = createServer((_, response) => {
      response.writeHead(answers.shift() ?? 500, { "content-type": "application/x-amz-json-1.0" });
      response.end(`{"TableNames":["t"]}`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const env = {
      HOME: home,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
    };
    const called = (region: NodeJS.ProcessEnv) =>
      run(node, ["--input-type=module", "-e", script], { cwd: folder, env: { ...env, ...region } });
    try {
      expect((await called({ AWS_REGION: "eu-central-1" })).stdout).toContain("[ 't' ]");
      expect(answers).toEqual([]);
      expect((await called({})).stdout).toContain("Region is missing");
    } finally {
      server.close();
    }
  });
});

describe("our own bundles", () => {
  const bundles = join(folder, "own");
  const bundle = (name: string) => join(bundles, name, "index.mjs");
  let built: Awaited<ReturnType<typeof buildFunctions>>;
  beforeAll(async () => {
    built = await buildFunctions({ ...ownPlaces, bundles });
  });

  test("lose nothing with the list of Regions: each fits the pattern of its partition", () => {
    const core = join(import.meta.dirname, "../../node_modules/@aws-sdk/core/dist-es/submodules/client");
    const text = readFileSync(join(core, "util-endpoints/lib/aws/partitions.js"), "utf8");
    const { partitions } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
    const odd = partitions.flatMap(({ regions, regionRegex }: { regions: object; regionRegex: string }) =>
      Object.keys(regions).filter((region) => !new RegExp(regionRegex).test(region)),
    );
    expect(partitions.length).toBeGreaterThan(1);
    expect(odd.filter((region: string) => !region.endsWith("-global"))).toEqual([]);
  });

  test("are one for each function that environmentOf knows", () => {
    expect(readdirSync(bundles).sort()).toEqual(Object.keys(environmentOf).sort());
  });

  test("that measure anything are those that know where their metrics belong", () => {
    const measuring = Object.keys(environmentOf).filter((name) =>
      readFileSync(bundle(name), "utf8").includes("CloudWatchMetrics"),
    );
    const knowing = Object.entries<readonly string[]>(environmentOf).filter(([, names]) =>
      names.includes("METRICS_NAMESPACE"),
    );
    expect(measuring).toEqual(knowing.map(([name]) => name));
  });

  // H9, P1, P2
  test.each([
    ["receive-request", 115],
    ["breach-reports", 115],
    ["pages", 126],
    ["acknowledge", 100],
    ["attachments", 175],
    ["check-attachments", 175],
    ["forward", 150],
    ["sweep", 150],
    ["destroy", 155],
    ["operate", 177],
  ])("stay within their budget: %s in %i KB zipped", (name, budget) => {
    expect(zippedSize(bundles, name) / 1000).toBeLessThanOrEqual(budget);
  });

  // H9
  test("have no package that came or grew without being written down (npm run build:record)", () => {
    const now = Object.fromEntries(Object.entries(built).map(([name, { packages }]) => [name, packages]));
    expect(Object.keys(now)).toHaveLength(Object.keys(environmentOf).length);
    expect(growth(recordedBytes(), now)).toEqual([]);
  });

  // H1
  test.each(Object.entries(environmentOf).filter(([, names]) => names.length > 0))(
    "%s does not start without its variables, and names them",
    async (name, names) => {
      const start = run(node, [bundle(name)], { env: {} });
      await expect(start).rejects.toMatchObject({ stderr: expect.stringContaining(names.join(", ")) });
    },
  );
});

describe("what is written down of packages in bundles", () => {
  test.each([
    ["as it was", { a: { "@b/c": 10_000 } }, []],
    ["a little larger", { a: { "@b/c": 10_400 } }, []],
    ["smaller", { a: {} }, []],
    ["larger", { a: { "@b/c": 10_500 } }, ["a: @b/c has 10500 bytes, and had 10000"]],
    ["with one more, however small", { a: { "@b/c": 10_000, d: 3 } }, ["a: d has 3 bytes, and had 0"]],
    ["of another function", { e: { "@b/c": 500 } }, ["e: @b/c has 500 bytes, and had 0"]],
  ])("is compared with a bundle %s", (_, now, sentences) => {
    expect(growth({ a: { "@b/c": 10_000 } }, now)).toEqual(sentences);
  });
});
