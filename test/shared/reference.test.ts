import { expect, test } from "vitest";
import { isUrgent, readReference } from "../../shared/reference.ts";

test("a breach report is urgent, and a digest, but no request, and nothing that only looks like one", () => {
  expect(["BR-7K3M-9QXT-2W5R", "DIG-7K3M-9QXT-2W5R"].map(isUrgent)).toEqual([true, true]);
  for (const reference of ["DSR-7K3M-9QXT-2W5R", "AGR-7K3M-9QXT-2W5R", "BREAD-1", "", "xBR-1"])
    expect(isUrgent(reference)).toBe(false);
});

// B8
test("a reference is read in either case, and only as one of its own kind", () => {
  expect(readReference("breach", "br-7k3m-9qxt-2w5r")).toBe("BR-7K3M-9QXT-2W5R");
  for (const text of [
    "",
    "BR",
    "DSR-7K3M-9QXT-2W5R",
    "BR-7K3M-9QXT",
    "BR-7K3M-9QXT-2W5R-",
    "controllers",
    "xBR-7K3M-9QXT-2W5R",
  ])
    expect(readReference("breach", text)).toBeUndefined();
  expect(readReference("request", "BR-7K3M-9QXT-2W5R")).toBeUndefined();
});
