import * as z from "zod/mini";
import { attachmentPlaces } from "../../../shared/attachments/places.ts";
import type { Controller, StorageLocation } from "../../../shared/controller.ts";
import { readReference } from "../../../shared/reference.ts";

/** A prefix names at least one whole segment and ends in `/`: an empty one would be the whole bucket. */
const prefix = z.string().check(z.refine((text) => /^[^/]/.test(text) && text.endsWith("/")));

const territorySchema = z
  .object({ bucket: z.string(), account: z.optional(z.string()), prefix, isOwn: z.boolean() })
  .brand<"territory">();

/**
 * A prefix of a bucket that may be destroyed: it is one controller's and nobody else's, as `territoriesOf` finds out, or
 * one case's, as `filesTerritory` does. Nothing else makes one. `account` is the
 * bucket's owner, where it is known; `isOwn` says that the bucket is the stack's own.
 */
export type Territory = Readonly<z.infer<typeof territorySchema>>;

/** A bucket, and the account that owns it where the settings say so. */
export type BucketPlace = { name: string; account?: string };

/** The stack's own bucket, and the others that the settings allow controllers' `storage` to name. */
export type BucketPlaces = { own: { name: string; account: string }; others: readonly BucketPlace[] };

/** A prefix that cannot be destroyed safely, and why. */
export type ExcludedPlace = { bucket: string; prefix: string; reason: "overlaps" | "unknown_bucket" };

type Place = { bucket: string; prefix: string };
type Holder = { id: string; storage: readonly StorageLocation[] };

/** Where the own bucket keeps what belongs to controllers, each under its id. */
const shared = attachmentPlaces.controllers;

/** Where it keeps the files of cases that are no controller's alone, and of which kind those are. */
const caseFolders = {
  [attachmentPlaces.desk]: "request",
  [attachmentPlaces.breachReports]: "breach",
} as const;

/** What no `storage` may name, but for what is in the controller's own place. */
const kept = [shared, ...Object.keys(caseFolders)];

/**
 * The places that are this controller's alone: `controllers/<id>/` in the own bucket, and what its `storage` names. One
 * that lies in another of them is not repeated. What overlaps a place of another controller, or lies in a bucket that is
 * not among the settings', is not among them but excluded.
 *
 * @param all every controller there is, whatever became of it
 */
export function territoriesOf(
  controller: Pick<Controller, keyof Holder>,
  all: readonly Pick<Controller, keyof Holder>[],
  places: BucketPlaces,
): { territories: Territory[]; excluded: ExcludedPlace[] } {
  const known = new Map<string, BucketPlace>(
    [...places.others, places.own].map((place) => [place.name, place]),
  );
  const implied = impliedPlace(controller, places);
  const foreign = all.filter(({ id }) => id !== controller.id).flatMap((other) => placesOf(other, places));
  const isForeign = (place: Place) =>
    foreign.some((other) => overlap(place, other)) ||
    (kept.some((prefix) => overlap(place, { bucket: places.own.name, prefix })) && !contains(implied, place));

  const territories: Territory[] = [];
  const excluded: ExcludedPlace[] = [];
  for (const { bucket, prefix } of placesOf(controller, places)) {
    const place = known.get(bucket);
    if (!place) excluded.push({ bucket, prefix, reason: "unknown_bucket" });
    else if (isForeign({ bucket, prefix })) excluded.push({ bucket, prefix, reason: "overlaps" });
    else
      territories.push(
        territorySchema.parse({ bucket, prefix, account: place.account, isOwn: place === places.own }),
      );
  }
  return { territories: territories.filter(isOutermost), excluded };
}

/**
 * Where the own bucket keeps the files of one case that are no controller's alone.
 * @throws Error when the prefix is that of no such case
 */
export function filesTerritory(prefix: string, { own }: BucketPlaces): Territory {
  const [, folder = "", reference = ""] = /^([^/]+\/)([^/]+)\/$/.exec(prefix) ?? [];
  const kind = Object.hasOwn(caseFolders, folder)
    ? caseFolders[folder as keyof typeof caseFolders]
    : undefined;
  if (kind === undefined || readReference(kind, reference) !== reference)
    throw new Error("this is no prefix of the files of a case");
  return territorySchema.parse({ bucket: own.name, account: own.account, prefix, isOwn: true });
}

function placesOf({ id, storage }: Holder, places: BucketPlaces): Place[] {
  return [impliedPlace({ id }, places), ...storage];
}

function impliedPlace({ id }: Pick<Holder, "id">, { own }: BucketPlaces): Place {
  return { bucket: own.name, prefix: `${shared}${id}/` };
}

/** Whether it lies in none of the others; of two that are the same, the first counts. */
function isOutermost(place: Place, n: number, all: readonly Place[]): boolean {
  return !all.some((other, m) => contains(other, place) && (other.prefix !== place.prefix || m < n));
}

function contains(outer: Place, inner: Place): boolean {
  return outer.bucket === inner.bucket && inner.prefix.startsWith(outer.prefix);
}

/** Whether one place is, contains or lies in the other. Prefixes end in `/`, so `c/1/` and `c/10/` do not. */
function overlap(a: Place, b: Place): boolean {
  return contains(a, b) || contains(b, a);
}
