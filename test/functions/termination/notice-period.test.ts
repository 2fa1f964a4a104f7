import { describe, expect, test } from "vitest";
import {
  earliestDestruction,
  firstNotice,
  noticedAt,
  overdueFrom,
  refusedAt,
} from "../../../functions/termination/notice-period.ts";
import { termination, terminationDelivery } from "./terminations.ts";

const earliest = (noticed?: string) => earliestDestruction({ case: termination() }, noticed).toISOString();
const overdue = (noticed?: string) => overdueFrom({ case: termination() }, noticed).toISOString();

const [accepted, undelivered] = ["2026-11-22T10:16:00.000Z", "2026-11-22T10:20:00.000Z"];

// F18
describe("the days that a controller has to object count", () => {
  test.each([
    ["from nothing but the first mail", [{ id: "reminder", acceptedAt: accepted }], undefined],
    ["from nothing while that is on its way", [{ state: "sending" }], undefined],
    ["from when SES took it", [{ state: "accepted", acceptedAt: accepted }], accepted],
    [
      "from then also when it bounces",
      [{ state: "undelivered", acceptedAt: accepted, undeliveredAt: undelivered }],
      accepted,
    ],
    [
      "from when it was refused for good, where SES never took it",
      [{ state: "undelivered", undeliveredAt: undelivered }],
      undelivered,
    ],
  ] as const)("%s", (_, deliveries, expected) => {
    expect(noticedAt(firstNotice(deliveries.map(terminationDelivery)))).toBe(expected);
  });

  test("from a refusal only where SES has not taken it before", () => {
    expect(refusedAt({ undeliveredAt: undelivered })).toBe(undelivered);
    expect(refusedAt({ acceptedAt: accepted, undeliveredAt: undelivered })).toBeUndefined();
    expect(refusedAt(undefined)).toBeUndefined();
  });
});

// F18
describe("nothing is destroyed", () => {
  test("before the due day is over", () => {
    expect(earliest("2026-11-22T10:16:00.000Z")).toBe("2027-01-31T23:00:00.000Z");
    expect(earliest()).toBe("2027-01-31T23:00:00.000Z");
  });

  test("before seven days have passed since the first mail was taken or refused", () => {
    expect(earliest("2027-01-31T22:00:00.000Z")).toBe("2027-02-07T22:00:00.000Z");
  });
});

describe("a destruction is overdue", () => {
  test("from the day by which it should be finished", () => {
    expect(overdue("2026-11-22T10:16:00.000Z")).toBe("2027-02-07T23:00:00.000Z");
  });

  test("from two weeks after the first mail, where that got out late", () => {
    expect(overdue("2027-01-31T22:00:00.000Z")).toBe("2027-02-14T22:00:00.000Z");
  });

  test("from two weeks after the termination, where that mail never gets out", () => {
    const terminatedAt = "2027-03-01T12:00:00.000Z";
    const late = { case: termination({ terminatedAt }) };
    expect(overdueFrom(late, undefined).toISOString()).toBe("2027-03-15T12:00:00.000Z");
    expect(overdue()).toBe("2027-02-07T23:00:00.000Z");
  });
});
