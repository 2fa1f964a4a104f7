import { randomUUID } from "node:crypto";
import { calledOperation } from "../faults/called-operation.ts";
import type { FaultyService } from "../faults/fault-rule.ts";
import { accessDeniedAnswer } from "../faults/refusals.ts";
import type { WireResponse } from "../http/http-response.ts";
import { errorAnswer } from "../s3/answers.ts";
import { deletesDenied } from "../s3/delete-objects.ts";
import { S3Error } from "../s3/s3-error.ts";
import { type Asked, isAllowed } from "./iam-policy.ts";
import { permissionLine } from "./permission.ts";
import type { FunctionRole } from "./roles.ts";
import { type Account, absenceIsSeenWith, askedOf, type WireCall } from "./wire-asked.ts";

/** Holds the calls of one function against its role. */
export type Guard = {
  /** What AWS answers a call that the role does not allow, or that cannot be read; undefined where it may be made. */
  refusal(service: FaultyService, call: WireCall): Promise<WireResponse | undefined>;
  /** What S3 answers in the place of 404, where the role is not to know what is there; undefined for 404 itself. */
  hiddenAbsence(service: FaultyService, message: WireCall["message"]): WireResponse | undefined;
};

/** Who is told of what calls ask for. */
export type Hearers = {
  /** Gets a line of each refusal, without personal data. */
  refused(line: string): void;
  /** Gets the line of each permission that allowed a call, as often as it did; nobody is told when absent. */
  used?: ((permission: string) => void) | undefined;
};

/** Where the calls are made, and who is told of them. */
export type GuardGround = Account & Hearers;

/** The guard of a function. */
export function guardOf(role: FunctionRole, ground: GuardGround): Guard {
  const { functionName, statements } = role;
  return {
    async refusal(service, call) {
      const asked = await askedOf(service, call, ground).catch((error: unknown) => error);
      if (asked instanceof S3Error) return errorAnswer(asked, "", randomUUID());
      if (!Array.isArray(asked)) {
        ground.refused(`${functionName} asks ${service} for something that is not understood here`);
        return accessDeniedAnswer(service, "Access Denied");
      }
      const denied = deniedOf(asked, role, ground);
      if (!denied) return undefined;
      const isForMany = calledOperation(service, call.message, call.body) === "DeleteObjects";
      return isForMany
        ? deletesDenied(call.body)
        : accessDeniedAnswer(service, reason(functionName, denied, ground));
    },
    hiddenAbsence(service, message) {
      const needed = absenceIsSeenWith(service, message);
      const isSeen = needed === undefined || isAllowed(statements, needed);
      return isSeen ? undefined : accessDeniedAnswer(service, "Access Denied");
    },
  };
}

/** The first of all that a call asks for that the role does not allow; undefined where the call may be made. */
export function deniedOf(
  asked: readonly Asked[],
  { functionName, statements, permissions }: FunctionRole,
  { refused, used }: Hearers,
): Asked | undefined {
  const denied = asked.find((one) => !isAllowed(statements, one));
  if (denied) refused(`${functionName} has no right to ${describe(denied)}`);
  else if (used) {
    const covering = permissions.filter(({ covers }) => asked.some(covers));
    for (const permission of covering) used(permissionLine(permission));
  }
  return denied;
}

/** As AWS words it (IAM User Guide, "Troubleshoot access denied error messages"). */
function reason(functionName: string, { action, resource }: Asked, { account }: Account): string {
  const user = `arn:aws:sts::${account}:assumed-role/${functionName}/${functionName}`;
  const why = `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

/** Of keys only how they begin, which says what kind of thing they are of. */
function describe({ action, resource, context = {} }: Asked): string {
  const kinds = Object.entries(context).map(
    ([key, values]) => ` (${key} ${[...new Set(values.map(beginning))].join(", ")})`,
  );
  const [, bucket = resource, object] = /^(arn:aws:s3:::[^/]+)\/(.*)$/s.exec(resource) ?? [];
  const place = object === undefined ? resource : `${bucket}/${beginning(object)}`;
  return `${action} on ${place}${kinds.join("")}`;
}

function beginning(text: string): string {
  return /^[a-z]+/i.exec(text)?.[0] ?? "…";
}
