import { describe, expect, test } from "vitest";
import { noticeClock } from "../../../../functions/breach/notice/notice-clock.ts";
import { noticeTexts } from "../../../../functions/breach/notice/notice-texts.ts";
import { breachDeadline } from "../../../../shared/periods/breach-deadline.ts";
import { noticeDelivery } from "../../../support/breaches.ts";

const now = new Date("2026-11-22T13:00:00Z");
const acceptedAt = "2026-11-22T10:15:02.000Z";
const deliveredAt = "2026-11-22T10:15:09.000Z";

describe("the controller's own period", () => {
  test("is counted from now while its first notice has not left", () => {
    for (const earlier of [[], [undefined], [noticeDelivery()], [noticeDelivery({ state: "sending" })]])
      expect(noticeClock(earlier, now, 72)).toEqual({
        ...breachDeadline("2026-11-22T13:00:00.000Z", 72),
        countedFrom: "2026-11-22T13:00:00.000Z",
        basis: "sending",
        countedFromNotice: earlier.length + 1,
      });
  });

  test("is counted from the delivery of the first notice where that is known", () => {
    for (const accepted of [{}, { acceptedAt }])
      expect(
        noticeClock([noticeDelivery({ state: "delivered", deliveredAt, ...accepted })], now, 72),
      ).toMatchObject({
        countedFrom: deliveredAt,
        basis: "first_notice_delivered",
        countedFromNotice: 1,
        conservative: "2026-11-25T10:15:09.000Z",
        latestLawful: "2026-11-25T11:00:00.000Z",
      });
  });

  test("is counted from the delivery also once somebody there has acknowledged it", () => {
    const acknowledged = { state: "acknowledged", acknowledgedAt: "2026-11-22T11:00:00.000Z" } as const;
    for (const first of [
      noticeDelivery({ ...acknowledged, deliveredAt, acceptedAt }),
      noticeDelivery({ ...acknowledged, deliveredAt, undeliveredAt: "2026-11-22T10:30:00.000Z" }),
    ])
      expect(noticeClock([first], now, 72)).toMatchObject({
        countedFrom: deliveredAt,
        basis: "first_notice_delivered",
        countedFromNotice: 1,
      });
  });

  test("is counted from its sending where its delivery is not known, or was taken back", () => {
    for (const first of [
      noticeDelivery({ state: "accepted", acceptedAt }),
      noticeDelivery({ state: "undelivered", acceptedAt, deliveredAt }),
    ])
      expect(noticeClock([first], now, 72)).toMatchObject({
        countedFrom: acceptedAt,
        basis: "first_notice_accepted",
      });
  });

  test("is not counted from a notice that was never delivered, but from the first that was not lost", () => {
    const lost = noticeDelivery({ state: "undelivered", acceptedAt });
    expect(noticeClock([lost], now, 72)).toMatchObject({
      countedFrom: now.toISOString(),
      basis: "sending",
      countedFromNotice: 2,
    });
    const second = noticeDelivery({ state: "delivered", acceptedAt, deliveredAt });
    expect(noticeClock([lost, second, noticeDelivery()], now, 72)).toMatchObject({
      countedFrom: deliveredAt,
      basis: "first_notice_delivered",
      countedFromNotice: 2,
    });
  });

  test("is as long as the setting says", () => {
    expect(noticeClock([], now, 96).conservative).toBe("2026-11-26T13:00:00.000Z");
  });
});

test("every step of the derivation has its words in every language", () => {
  const { steps } = breachDeadline("2026-11-22T13:00:00Z", 72);
  for (const { clock } of Object.values(noticeTexts)) {
    expect(clock.steps(72)).toHaveLength(steps.length);
    expect(clock.steps(96).join()).not.toContain("72");
  }
});
