import { App, Validations } from "aws-cdk-lib";
import recommendedFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { AwsSolutionsChecks } from "cdk-nag";
import { MeldpuntStack } from "./meldpunt-stack.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The CDK app. */
export type MeldpuntAppProps = {
  /** Folder with one built bundle per function: `<function>/index.mjs`. */
  bundles: string;
  /** CDK context; its keys `meldpunt` and `settings` choose the settings. What the CDK command passes wins. */
  context: Record<string, unknown>;
  /** Settings that are others than the context says. */
  settings?: Partial<Settings>;
};

/**
 * The app with its one stack. Synthesis fails on a finding of cdk-nag or of CDK's own template validation (among
 * the recommended flags) that nobody has acknowledged with a reason.
 */
export class MeldpuntApp extends App {
  /** The one stack. */
  readonly stack: MeldpuntStack;

  /** @throws SettingsError when a setting is unknown or unfit. */
  constructor({ bundles, context, settings: others }: MeldpuntAppProps) {
    super({ context: { ...recommendedFlags, ...context }, analyticsReporting: false });
    const settings = { ...readSettings((key) => this.node.tryGetContext(key)), ...others };
    this.stack = new MeldpuntStack(this, { settings, bundles });
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }
}
