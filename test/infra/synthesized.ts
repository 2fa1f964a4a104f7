import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { MeldpuntApp } from "../../infra/meldpunt-app.ts";
import { environmentOf } from "../../shared/environment.ts";

/** A resource of a template as CloudFormation gets it. */
export type Resource = ReturnType<Template["findResources"]>[string];

/** The template for these settings, around bundles that hold nothing: what is in them does not show in it. */
export function synthesize(settings: Record<string, unknown> = {}): Template {
  // Starting CDK's template validation takes seconds; meldpunt-app.test.ts lets it run once for all.
  process.env.CDK_VALIDATION = "false";
  const bundles = mkdtempSync(join(tmpdir(), "meldpunt-bundles-"));
  try {
    for (const name of Object.keys(environmentOf)) {
      mkdirSync(join(bundles, name));
      writeFileSync(join(bundles, name, "index.mjs"), `// ${name}`);
    }
    const app = new MeldpuntApp({ bundles, context: { meldpunt: settings } });
    const template = Template.fromStack(app.stack);
    rmSync(app.outdir, { recursive: true });
    return template;
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

/** All resources of a type. */
export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type));
}

/** The only resource of a type, or the only one of those that are wanted. */
export function onlyResource(
  template: Template,
  type: string,
  isWanted: (properties: Resource["Properties"]) => boolean = () => true,
): Resource {
  const [resource, ...others] = resourcesOf(template, type).filter(({ Properties }) => isWanted(Properties));
  if (!resource || others.length > 0) throw new Error(`there is not exactly one ${type}`);
  return resource;
}

/** What the policy of a bucket of the template says. */
export function bucketPolicyOf(
  template: Template,
  bucket: Resource,
): Resource["Properties"]["PolicyDocument"] {
  const [id] =
    Object.entries(template.findResources("AWS::S3::Bucket")).find(([, each]) => each === bucket) ?? [];
  return onlyResource(template, "AWS::S3::BucketPolicy", ({ Bucket }) => Bucket.Ref === id).Properties
    .PolicyDocument;
}

/** Our functions by name: each carries its name as its description. */
export function functionsByName(template: Template): Map<string, Resource> {
  return new Map(
    resourcesOf(template, "AWS::Lambda::Function").map((resource) => [
      resource.Properties.Description,
      resource,
    ]),
  );
}

/** A value of a template as text: `{GlobalTable.Arn}` for an attribute, `{Queue}` for a reference, joins joined. */
export function textOf(template: Template, value: unknown): string {
  if (typeof value === "string") return value;
  const [[intrinsic, argument] = []] = Object.entries(value ?? {});
  const nameOf = (id: string) => template.toJSON().Resources[id]?.Type.split("::").at(-1) ?? id;
  switch (intrinsic) {
    case "Ref":
      return `{${nameOf(argument)}}`;
    case "Fn::GetAtt":
      return `{${nameOf(argument[0])}.${argument[1]}}`;
    case "Fn::Join":
      return argument[1].map((part: unknown) => textOf(template, part)).join(argument[0]);
    default:
      throw new Error(`cannot read ${JSON.stringify(value)}`);
  }
}
