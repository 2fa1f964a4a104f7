import fc from "fast-check";
import type { BucketPlaces } from "../../../../functions/termination/objects/territory.ts";
import type { Controller } from "../../../../shared/controller.ts";
import { holder } from "./world.ts";

const ids = ["voorbeeld-b", "voorbeeld-bv", "voorbeeld-bv-2", "c-1", "c-10", "example-ltd"];

const segment = fc.constantFrom("controllers", ...ids, "c", "1", "10", "a", "é", " ", "%2F", "+");

const location = fc.record({
  bucket: fc.constantFrom("own-bucket", "hosted-bucket", "old-bucket", "forgotten-bucket"),
  prefix: fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => `${segments.join("/")}/`),
});

const storage = fc.array(location, { maxLength: 4 });

/** Controllers whose ids and places are easily taken for each other's; the first is the one to be destroyed. */
export const anyControllers: fc.Arbitrary<[Controller, ...Controller[]]> = fc
  .tuple(fc.shuffledSubarray(ids, { minLength: 1 }), fc.array(storage, { minLength: 6, maxLength: 6 }))
  .map(([[first = "", ...rest], stored]) => [
    holder(first, stored[0]),
    ...rest.map((id, n) => holder(id, stored[n + 1])),
  ]);

/** Where the data of a controller lies, said independently of the product. */
export function placesOf({ id, storage: stored }: Controller, { own }: BucketPlaces) {
  return [{ bucket: own.name, prefix: `controllers/${id}/` }, ...stored];
}
