import { expect, test } from "vitest";
import { destroyDaysIn, planningIn } from "../../../functions/termination/planning.ts";
import { MalformedEnvironment } from "../../../shared/environment.ts";
import { planningVariables } from "./agreement-office.ts";

test("a destruction is planned with the buckets and periods of the environment", () => {
  const { accessLogDays, ...planning } = planningIn({
    ...planningVariables,
    STORAGE_BUCKETS: '[{"name":"hosted","account":"210987654321","accessLogDays":90},{"name":"plain"}]',
  });
  expect(planning).toEqual({
    places: {
      own: { name: "stack-bucket", account: "123456789012" },
      others: [
        { name: "hosted", account: "210987654321" },
        { name: "plain", account: "123456789012" },
      ],
    },
    windows: { recoveryDays: 7, logRetentionDays: 30 },
    keptYears: 5,
  });
  expect(["hosted", "plain", "stack-bucket", "other"].map(accessLogDays)).toEqual([
    90,
    undefined,
    undefined,
    undefined,
  ]);
});

test("there need be no other bucket", () => {
  expect(planningIn({ ...planningVariables, STORAGE_BUCKETS: "[]" }).places.others).toEqual([]);
});

// H1
test.each([
  ["RECOVERY_DAYS", "0"],
  ["RECOVERY_DAYS", "1.5"],
  ["LOG_RETENTION_DAYS", "30 days"],
  ["KEPT_YEARS", "five"],
  ["KEPT_YEARS", "-1"],
  ["STORAGE_BUCKETS", "hosted"],
  ["STORAGE_BUCKETS", "{}"],
  ["STORAGE_BUCKETS", '["hosted"]'],
  ["STORAGE_BUCKETS", '[{"name":""}]'],
  ["STORAGE_BUCKETS", '[{"name":"hosted","account":"1"}]'],
  ["STORAGE_BUCKETS", '[{"name":"hosted","accessLogDays":0}]'],
  ["STORAGE_BUCKETS", '[{"name":"hosted","logs":90}]'],
])("%s cannot be %s, and the error names the variable alone", (name, value) => {
  const read = () => planningIn({ ...planningVariables, [name]: value });
  expect(read).toThrow(MalformedEnvironment);
  expect(read).toThrow(new RegExp(`: ${name}$`));
});

// H1
test("the days of a destruction are a whole number", () => {
  expect(destroyDaysIn({ DESTROY_DAYS: "7" })).toBe(7);
  expect(() => destroyDaysIn({ DESTROY_DAYS: "a week" })).toThrow(/: DESTROY_DAYS$/);
});
