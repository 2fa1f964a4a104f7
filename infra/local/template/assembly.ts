import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { StartFailure } from "../start-failure.ts";

const artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  properties: z.object({ templateFile: z.string().optional(), file: z.string().optional() }).optional(),
});

const manifest = z.object({ artifacts: z.record(z.string(), artifact) });

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const template = z.object({ Resources: z.record(z.string(), resource) });

/** One resource as CloudFormation gets it; its properties may hold intrinsic functions. */
export type TemplateResource = z.infer<typeof resource>;

/** The one stack of a synthesized CDK app. */
export type Assembly = {
  stackName: string;
  region: string;
  /** By logical id. */
  resources: Record<string, TemplateResource>;
  /** The folder of each asset, by the S3 key that the template gives it. */
  assets: Record<string, string>;
};

/**
 * Reads what CDK synthesized (a cloud assembly: `manifest.json` names the template).
 * @throws StartFailure when it does not hold exactly one stack with a fixed region.
 */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = manifest.parse(readJson(join(folder, "manifest.json")));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  const [stack] = stacks;
  const file = stack?.[1].properties?.templateFile;
  if (stacks.length !== 1 || !stack || !file) {
    throw new StartFailure(`The CDK app must make exactly one stack to run here; it makes ${stacks.length}.`);
  }
  const region = stack[1].environment?.match(/^aws:\/\/[^/]+\/([a-z]+(-[a-z]+)+-\d)$/)?.[1];
  if (!region)
    throw new StartFailure(`The stack ${stack[0]} has no fixed region, and the local run needs one.`);
  const { Resources } = template.parse(readJson(join(folder, file)));
  const manifests = Object.values(artifacts).filter(({ type }) => type === "cdk:asset-manifest");
  const assets = manifests.flatMap(({ properties }) => readAssets(folder, properties?.file ?? ""));
  return { stackName: stack[0], region, resources: Resources, assets: Object.fromEntries(assets) };
}

function readAssets(folder: string, file: string): [key: string, path: string][] {
  const { files } = assetManifest.parse(readJson(join(folder, file)));
  return Object.values(files).flatMap(({ source: { path }, destinations }) =>
    Object.values(destinations).flatMap(({ objectKey }): [string, string][] =>
      path === undefined ? [] : [[objectKey, join(folder, path)]],
    ),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
