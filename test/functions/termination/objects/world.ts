import type { ObjectsDependencies } from "../../../../functions/termination/objects/destroy-objects.ts";
import type { ObjectsProgress } from "../../../../functions/termination/objects/progress.ts";
import {
  type BucketPlaces,
  type Territory,
  territoriesOf,
} from "../../../../functions/termination/objects/territory.ts";
import { type Controller, controller } from "../../../../shared/controller.ts";
import { voorbeeld } from "../../../support/submissions.ts";

/** The reference of the termination, and the instant from which its data is destroyed: the end of 31 January. */
export const term = {
  reference: "AGR-7K3M-9QXT-2W5R",
  destroyNotBefore: new Date("2027-01-31T23:00:00.000Z"),
};

/** The stack's own bucket, and one of another account in which controllers' data may lie. */
export const places = {
  own: { name: "own-bucket", account: "000000000000" },
  others: [{ name: "hosted-bucket", account: "111111111111" }, { name: "old-bucket" }],
};

/** A controller as it is on record, with its data in these places besides. */
export function holder(id: string, storage: readonly { bucket: string; prefix: string }[] = []): Controller {
  return controller.parse({ ...voorbeeld(), id, storage });
}

/** Voorbeeld B.V.'s place in the stack's own bucket. */
export function ownTerritory(bucket = "own-bucket"): Territory {
  return lastTerritory(holder("voorbeeld-bv"), {
    own: { name: bucket, account: "000000000000" },
    others: [],
  });
}

/** What Voorbeeld B.V. has under a prefix of a bucket that the settings name. */
export function hostedTerritory(prefix = "c/1/", bucket = "hosted-bucket", account?: string): Territory {
  const named = { name: bucket, ...(account !== undefined && { account }) };
  return lastTerritory(holder("voorbeeld-bv", [{ bucket, prefix }]), { ...places, others: [named] });
}

function lastTerritory(of: Controller, among: BucketPlaces): Territory {
  const territory = territoriesOf(of, [of], among).territories.at(-1);
  if (!territory) throw new Error("this controller has no territory");
  return territory;
}

/** What a test sees of a run: every progress that was saved, and how long it has waited, in milliseconds. */
export type Watched = { saved: ObjectsProgress[]; waited: number };

/** Dependencies with unlimited time, a lease that is always free, and waiting that takes no time. */
export function dependencies(
  s3: ObjectsDependencies["s3"],
  changes: Partial<ObjectsDependencies> = {},
): ObjectsDependencies & { watched: Watched } {
  const watched: Watched = { saved: [], waited: 0 };
  return {
    watched,
    s3,
    save: async (progress) => void watched.saved.push(progress),
    hasTime: () => true,
    now: () => new Date("2027-02-01T03:00:00.000Z"),
    wait: async (milliseconds) => {
      watched.waited += milliseconds;
    },
    bucketLease: (_bucket, work) => work({ isHeld: () => true }),
    ...changes,
  };
}
