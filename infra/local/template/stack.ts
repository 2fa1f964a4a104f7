import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import type { Assembly } from "./assembly.ts";
import { localScope } from "./local-scope.ts";
import { resolve, type Scope } from "./resolve.ts";
import { type RunType, refuseUnknownTypes } from "./resource-types.ts";

/** One resource, with the local meaning of every reference filled in. */
type StackResource<P> = {
  logicalId: string;
  /** What `Ref` gives: the physical name. */
  ref: string;
  properties: P;
};

/** The stack as this machine runs it. */
export type Stack = {
  region: string;
  /** The folder of each asset, by its S3 key. */
  assets: Readonly<Record<string, string>>;
  /** @throws StartFailure when a resource has a shape that the local run does not understand. */
  resources<S extends z.ZodType>(type: RunType, properties: S): StackResource<z.infer<S>>[];
};

/**
 * @param apiAddresses where each HTTP API listens, by logical id.
 * @param keyIds of KMS keys that somebody else's server has given ids to, by logical id.
 * @throws StartFailure for a resource type that the local run does not know.
 */
export function localStack(
  assembly: Assembly,
  apiAddresses: Readonly<Record<string, string>>,
  keyIds: Readonly<Record<string, string>> = {},
): Stack {
  refuseUnknownTypes(assembly);
  return stackIn(assembly, localScope(assembly, apiAddresses, keyIds));
}

/** The stack, with references that mean what the scope says. */
export function stackIn(assembly: Assembly, scope: Scope): Stack {
  return {
    region: assembly.region,
    assets: assembly.assets,
    resources: (type, properties) =>
      Object.entries(assembly.resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, { Properties }]) => {
          const parsed = properties.safeParse(resolve(Properties, scope));
          if (parsed.success) return { logicalId, ref: scope.ref(logicalId), properties: parsed.data };
          throw new StartFailure(
            `The local run cannot run ${logicalId} (${type}): ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`,
          );
        }),
  };
}
