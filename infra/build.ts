import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { packageFolder, packageName, thirdPartyText } from "./third-party.ts";

/** Where to look for functions and where to put their bundles. */
export type BuildPlaces = {
  /** Holds `<flow>/<function>.lambda.ts`. */
  functions: string;
  /** Gets `<function>/index.mjs` and, beside it, the licences of what is in it; whatever other folder is there is removed. */
  bundles: string;
};

/** A bundle. */
type Bundle = {
  bytes: number;
  /** How many of these are of which npm package. */
  packages: Readonly<Record<string, number>>;
};

const repository = join(import.meta.dirname, "..");

/** The repository's own functions, and their bundles for the stack and the local run alike. */
export const ownPlaces: BuildPlaces = {
  functions: join(repository, "functions"),
  bundles: join(repository, "dist"),
};

/**
 * Importing `node:http` the ESM way reads all its exports and so loads undici behind two of them: 13-17 ms of a
 * cold start. `require` does not.
 */
const builtinsThroughRequire: Plugin = {
  name: "builtins-through-require",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:https?$/ }, ({ path, namespace }) =>
      namespace === "through-require" ? { path, external: true } : { path, namespace: "through-require" },
    );
    onLoad({ filter: /.*/, namespace: "through-require" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Puts something smaller in the place of a module of which no function of ours can ever use more. */
function standIn(name: string, filter: RegExp, contents: string): Plugin {
  return { name, setup: ({ onLoad }) => onLoad({ filter }, () => ({ contents })) };
}

const standIns = [
  // Lambda hands over credentials in the environment. The default chain also knows SSO, ini files, web identities,
  // instance metadata and more: 100 KB.
  standIn(
    "credentials-from-environment",
    /@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
    `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  ),
  // Nor are there files in a home directory that tell a function how to reach AWS: all that is to count is in its
  // environment.
  standIn(
    "no-shared-files",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]config[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    `export { CONFIG_PREFIX_SEPARATOR } from "./constants"; export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  ),
  // A function runs on no instance whose metadata could tell the Region: Lambda does.
  standIn(
    "region-from-environment",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]config[\\/]config-resolver[\\/]regionConfig[\\/]getInstanceMetadataRegion\.js$/,
    "export const getInstanceMetadataRegion = async () => undefined;",
  ),
  // DynamoDB's endpoints can be discovered, which is off unless somebody asks for it: 3 KB zipped for that and a cache.
  standIn(
    "no-endpoint-discovery",
    /@aws-sdk[\\/]middleware-endpoint-discovery[\\/]dist-es[\\/]index\.js$/,
    "export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {}; export const resolveEndpointDiscoveryConfig = (config) => config;",
  ),
  // No call of ours streams events; S3's client asks for the means when it is made.
  standIn(
    "no-event-streams",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/,
    `export class EventStreamSerde {} export const eventStreamSerdeProvider = () => ({}); export const resolveEventStreamSerdeConfig = (config) => config;`,
  ),
  standIn(
    "no-signed-events",
    /@smithy[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    "export class HeaderFormatter {}",
  ),
  // What a client hands over of an answer that a browser's stream carries; Node's never does.
  standIn(
    "node-streams",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]serde[\\/]util-stream[\\/]sdk-stream-mixin\.browser\.js$/,
    "export const sdkStreamMixin = (stream) => stream;",
  ),
  // What computes SHA-256 where Node has not been built with it.
  standIn(
    "native-sha256",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]checksum[\\/]sha256[\\/]Sha256Js\.js$/,
    "export class Sha256Js {}",
  ),
  // A client can log all that it sends and gets. Ours are given nothing to log to, and what they send is personal data.
  standIn(
    "calls-are-not-logged",
    /@aws-sdk[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]middleware-logger[\\/]loggerMiddleware\.js$/,
    "export const loggerMiddleware = () => (next) => next; export const loggerMiddlewareOptions = {}; export const getLoggerPlugin = () => ({ applyToStack() {} });",
  ),
  standIn(
    "nothing-to-log",
    /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]smithy-client[\\/]schemaLogFilter\.js$/,
    "export const schemaLogFilter = () => undefined;",
  ),
  // Tells AWS how often which of the SDK's features are used.
  standIn(
    "features-are-not-counted",
    /@aws-sdk[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]middleware-user-agent[\\/]check-features\.js$/,
    "export const checkFeatures = async () => {};",
  ),
  // Warns of an old Node.js: which one a function has is written in its construct.
  standIn(
    "node-is-new-enough",
    /@aws-sdk[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]emitWarningIfUnsupportedVersion\.js$/,
    "export const state = {}; export const emitWarningIfUnsupportedVersion = () => {};",
  ),
  // Where several invocations share a process, it tells their traces apart: ours have a process each, which Lambda tells the
  // trace in the environment.
  standIn(
    "one-invocation",
    /@aws[\\/]lambda-invoke-store[\\/]dist-es[\\/]invoke-store\.js$/,
    "export const InvokeStore = { getInstanceAsync: async () => undefined };",
  ),
  // nodemailer guesses an attachment's type from its name, or its ending from its type, by tables that take 19 KB of a
  // zipped bundle. Ours have both. This answers as the tables do for what is not in them.
  standIn(
    "types-are-given",
    /nodemailer[\\/]dist[\\/]esm[\\/]mime-funcs[\\/]mime-types\.js$/,
    `export const detectMimeType = () => "application/octet-stream"; export const detectExtension = () => "bin";`,
  ),
  // nodemailer takes lists of addresses as people write them, and domains in any script: 5 KB zipped. Each of ours is one
  // mailbox in ASCII (`toAsciiAddress`), and so no list, whatever was typed.
  standIn(
    "one-address",
    /nodemailer[\\/]dist[\\/]esm[\\/]addressparser[\\/]index\.js$/,
    `export default (address) => [{ address, name: "" }];`,
  ),
  standIn(
    "ascii-domains",
    /nodemailer[\\/]dist[\\/]esm[\\/]punycode[\\/]index\.js$/,
    "export const toASCII = (domain) => domain, toUnicode = toASCII;",
  ),
  // nodemailer can put what lies behind a URL into a mail. Ours carry what they are given, and forbid it anything else.
  standIn(
    "nothing-is-fetched",
    /nodemailer[\\/]dist[\\/]esm[\\/]fetch[\\/]index\.js$/,
    `export default () => { throw new Error("a mail fetches nothing"); };`,
  ),
];

/** A client tells AWS its version, and brings its whole `package.json` along for that. */
const versionOnly: Plugin = {
  name: "version-only",
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/**
 * A client knows the Regions of each partition by a pattern, and by a list with a description of each: 1 KB zipped for what
 * nobody reads, as each of them fits the pattern.
 */
const regionsByPattern: Plugin = {
  name: "regions-by-pattern",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, ({ path }) => {
      const [declared = "", list = ""] = readFileSync(path, "utf8").split(/(?<==) (?=\{)/);
      const { partitions, ...info } = JSON.parse(list.trim().replace(/;$/, ""));
      const short = partitions.map((partition: object) => ({ ...partition, regions: {} }));
      return { contents: `${declared} ${JSON.stringify({ partitions: short, ...info })};` };
    });
  },
};

/**
 * The clients write out a class for each of the errors that AWS answers, nearly all of which we never name: 2 KB zipped. The
 * same classes, made by one.
 */
const errorsFromOne: Plugin = {
  name: "errors-from-one",
  setup({ onLoad }) {
    onLoad(
      { filter: /@aws-sdk[\\/]client-(ses|dynamodb)[\\/]dist-es[\\/]models[\\/]errors\.js$/ },
      ({ path }) => {
        const source = readFileSync(path, "utf8");
        const [base = ""] = source.match(/^import .* as __BaseException .*$/m) ?? [];
        const errors = source.matchAll(/^export class (\w+) [\s\S]*?^ {4}\$fault = ("\w+");$/gm);
        const classes = Array.from(
          errors,
          ([, name, fault]) => `export const ${name} = of("${name}", ${fault});`,
        );
        return { contents: [base, ofError, ...classes].join("\n") };
      },
    );
  },
};

const ofError = `const of = (name, $fault) => class extends __BaseException {
  constructor(options) {
    super({ name, $fault, ...options });
    Object.setPrototypeOf(Object.assign(this, options, { name, $fault }), new.target.prototype);
  }
};`;

/** How esbuild makes a bundle for Lambda's runtime; `require` is there for packages that are no ES modules. */
export const lambdaBundle = {
  logLevel: "silent",
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  legalComments: "none",
  banner: { js: `import{createRequire}from"node:module";const require=createRequire(import.meta.url);` },
} satisfies BuildOptions;

/**
 * Bundles every `*.lambda.ts` into one minified ES module each. The SDK goes in too: that is faster at a cold
 * start than the copy in the runtime.
 * @returns each bundle, by function.
 * @throws esbuild's BuildFailure, whose message names file, line and what is wrong; Error when there is no function, or a
 *   package in it carries no licence.
 */
export async function buildFunctions(places: BuildPlaces = ownPlaces): Promise<Record<string, Bundle>> {
  const sources = globSync("*/*.lambda.ts", { cwd: places.functions }).map((path) => ({
    name: basename(path, ".lambda.ts"),
    path: join(places.functions, path),
  }));
  if (sources.length === 0)
    throw new Error(`${places.functions} holds no <flow>/<function>.lambda.ts to build`);

  const { outputFiles, metafile } = await build({
    entryPoints: sources.map(({ name, path }) => ({ in: path, out: join(name, "index") })),
    absWorkingDir: repository,
    outdir: places.bundles,
    outExtension: { ".js": ".mjs" },
    write: false,
    metafile: true,
    ...lambdaBundle,
    plugins: [builtinsThroughRequire, ...standIns, versionOnly, regionsByPattern, errorsFromOne],
  });

  const bundles: Record<string, Bundle> = {};
  const contained = new Map(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [join(repository, path), inputs]),
  );
  for (const { path, contents } of outputFiles) {
    const bytes = packageBytes(contained.get(path) ?? {});
    write(path, contents);
    write(join(dirname(path), "THIRD-PARTY.txt"), Buffer.from(thirdPartyText([...bytes.keys()], repository)));
    const packages: Record<string, number> = {};
    for (const [folder, count] of bytes)
      packages[packageName(folder)] = (packages[packageName(folder)] ?? 0) + count;
    bundles[basename(dirname(path))] = { bytes: contents.byteLength, packages };
  }
  for (const entry of readdirSync(places.bundles, { withFileTypes: true })) {
    if (entry.isDirectory() && !Object.hasOwn(bundles, entry.name))
      rmSync(join(places.bundles, entry.name), { recursive: true });
  }
  return bundles;
}

/** What is left of each npm package in a bundle, by its folder; one that is only there to be left out has none. */
function packageBytes(inputs: Metafile["outputs"][string]["inputs"]): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const folder = packageFolder(file);
    if (folder === undefined || bytesInOutput === 0) continue;
    bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
  }
  return bytes;
}

/** A bundle that has not changed is left alone: somebody may be loading it. */
function write(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}

if (import.meta.main) {
  try {
    const started = performance.now();
    const bundles = await buildFunctions();
    const milliseconds = Math.round(performance.now() - started);
    process.stdout.write(`built ${Object.keys(bundles).length} functions in ${milliseconds} ms\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
