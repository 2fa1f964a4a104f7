import { placeOf } from "./places.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Whether tests have their large sizes: vitest's mode is `long`. */
    long: boolean;
  }
}

/** The size of a test: the small one for everybody, the large one for `npm run test:long`. */
export function size(small: number, large: number): number {
  return placeOf("long") ? large : small;
}
