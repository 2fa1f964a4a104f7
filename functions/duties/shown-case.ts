import type { letterCase } from "./letter-case.ts";

/** What operators are shown of every case of letters: of whom it is, under which version of that record, and whose it was. */
export function shownCase(
  of: Pick<
    ReturnType<typeof letterCase>,
    "reference" | "controllerId" | "controllerName" | "controllerVersion" | "at" | "by"
  >,
) {
  const { reference, controllerId, controllerName, controllerVersion, at, by } = of;
  return { reference, controllerId, controllerName, controllerVersion, at, by };
}
