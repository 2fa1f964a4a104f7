import fc from "fast-check";
import { expect, test } from "vitest";
import { respondByOf } from "../../../functions/request/respond-by.ts";
import { requestDeadline } from "../../../shared/periods/request-deadline.ts";

const instants = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2060-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

test("a request is to be answered by its deadline, whatever came in before it", () => {
  fc.assert(
    fc.property(fc.array(instants, { minLength: 1 }), (received) => {
      for (const receivedAt of received)
        expect(requestDeadline(receivedAt)).toMatchObject(respondByOf(receivedAt));
    }),
  );
});

test("a second can make it another day: the one in which a day begins in Amsterdam", () => {
  const sides = [
    "2026-11-22T22:59:59.999Z",
    "2026-11-22T23:00:00.000Z",
    "2026-07-01T21:59:59.999Z",
    "2026-07-01T22:00:00.000Z",
  ];
  expect(sides.map((at) => respondByOf(at).conservative)).toEqual([
    "2026-12-22",
    "2026-12-23",
    "2026-08-01",
    "2026-08-02",
  ]);
});
