import * as z from "zod";
import type { Stack } from "../template/stack.ts";

const configurationSet = z.object({});
const identity = z.object({ EmailIdentity: z.string() });
const destination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(":event-bus/default") }),
  }),
});

/** What the stack sets up in SES. */
type SesSettings = {
  /** Verified domains and addresses. */
  identities: string[];
  /** The event types that each configuration set sends to the default event bus. */
  configurationSets: Map<string, string[]>;
};

/** The stack's sending identities and configuration sets. */
export function readSesSettings(stack: Stack): SesSettings {
  const destinations = stack
    .resources("AWS::SES::ConfigurationSetEventDestination", destination)
    .filter(({ properties }) => properties.EventDestination.Enabled);
  return {
    identities: stack.resources("AWS::SES::EmailIdentity", identity).map(({ ref }) => ref),
    configurationSets: new Map(
      stack
        .resources("AWS::SES::ConfigurationSet", configurationSet)
        .map(({ ref }) => [
          ref,
          destinations
            .filter(({ properties }) => properties.ConfigurationSetName === ref)
            .flatMap(({ properties }) => properties.EventDestination.MatchingEventTypes),
        ]),
    ),
  };
}
