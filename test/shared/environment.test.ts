import { describe, expect, test } from "vitest";
import {
  acknowledgeDaysIn,
  capsIn,
  environmentOf,
  type FunctionName,
  hoursIn,
  MalformedEnvironment,
  MissingEnvironment,
  readEnvironment,
  regionIn,
  variableNames,
} from "../../shared/environment.ts";

const functions = Object.keys(environmentOf) as FunctionName[];
const complete = Object.fromEntries(variableNames.map((name) => [name, `value of ${name}`]));

describe("the environment of a function", () => {
  test.each(functions)("%s gets exactly the variables it needs", (name) => {
    expect(Object.keys(readEnvironment(name, { ...complete, PATH: "/bin" }))).toEqual([
      ...environmentOf[name],
    ]);
  });

  // H1
  test.each([undefined, ""])("without a variable (%j) it names that variable and no value", (value) => {
    const read = () => readEnvironment("operate", { ...complete, SENDER: value });
    expect(read).toThrow(MissingEnvironment);
    expect(read).toThrow(/^missing environment variables: SENDER$/);
  });

  // H1
  test("names all that are missing at once", () => {
    expect(() => readEnvironment("track-delivery", {})).toThrow(
      "TABLE_NAME, CONFIGURATION_SET, URGENT_CONFIGURATION_SET, ACCOUNT_ID",
    );
  });
});

// H1
describe("what a variable holds", () => {
  const hours = {
    NOTICE_HOURS: "72",
    FIRST_REMINDER_HOURS: "1",
    REMINDER_HOURS: "4",
    ACKNOWLEDGE_HOURS: "4",
  };

  test("is read as whole hours, working days and counts", () => {
    expect(hoursIn(hours)).toEqual({
      noticeHours: 72,
      firstReminderHours: 1,
      reminderHours: 4,
      acknowledgeHours: 4,
    });
    expect(acknowledgeDaysIn({ ACKNOWLEDGE_DAYS: "3" })).toBe(3);
    expect(capsIn({ ACKNOWLEDGEMENTS: "20", DESK_MAILS: "50" })).toEqual({
      acknowledgements: 20,
      deskMails: 50,
    });
  });

  test.each(["0", "-1", "1.5", "seven", " 4", "1e3", "10000"])(
    "is refused where it is no such number, and the variable named: %j",
    (REMINDER_HOURS) => {
      const read = () => hoursIn({ ...hours, REMINDER_HOURS });
      expect(read).toThrow(MalformedEnvironment);
      expect(read).toThrow(/^not a whole number from 1 to 9999: REMINDER_HOURS$/);
    },
  );

  test("tells the Region, which every function has", () => {
    expect(regionIn({ AWS_REGION: "eu-central-1" })).toBe("eu-central-1");
    expect(() => regionIn({})).toThrow(/^missing environment variables: AWS_REGION$/);
  });
});
