import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseSettings, readSettings, SettingsError } from "../../infra/settings.ts";

const inFrankfurt = "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d";
const inVirginia = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d";

describe("settings", () => {
  test("have a default for everything", () => {
    expect(parseSettings({})).toEqual({
      stackName: "Meldpunt",
      region: "eu-central-1",
      allowRegionOutsideEu: false,
      processorName: "Processor (voorbeeld)",
      sender: "meldpunt@processor.example",
      privacyDesk: "privacy-desk@processor.example",
      breachDesk: "breach-desk@processor.example",
      noticeHours: 72,
      deskReminders: { firstAfterHours: 1, everyHours: 4 },
      acknowledgeWithin: { breachHours: 4, requestWorkingDays: 3 },
      caps: { acknowledgementsPerDay: 50, deskMailsPerHour: 50 },
      recoveryDays: 7,
      malwareProtection: false,
      logRetentionDays: 30,
      storageBuckets: [],
      destroyDays: 7,
      keptYears: 5,
      evidence: { lock: "governance", lockDays: 2_557 },
    });
  });

  test.each([
    "eu-central-1",
    "eu-west-1",
    "eu-west-3",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eusc-de-east-1",
  ])("take %s, which lies in the European Union", (region) => {
    expect(parseSettings({ region }).region).toBe(region);
  });

  test("name a domain the way SES knows it", () => {
    expect(parseSettings({ sender: "Meldpunt@Bücher.example" }).sender).toBe(
      "Meldpunt@xn--bcher-kva.example",
    );
  });

  test.each([
    ["eu-west-2", "London"],
    ["eu-central-2", "Zurich"],
    ["us-east-1", "Virginia"],
    ["eu-west-9", "nowhere"],
  ])("refuse %s, which is %s", (region) => {
    expect(() => parseSettings({ region })).toThrow("setting region is outside the European Union");
  });

  test("take a Region outside the Union from who insists", () => {
    expect(parseSettings({ region: "eu-west-2", allowRegionOutsideEu: true }).region).toBe("eu-west-2");
  });

  test.each([
    [{ recoveryDays: 36 }, "setting recoveryDays is more than the 35 days that DynamoDB keeps"],
    [{ recoveryDays: 0 }, "setting recoveryDays is less than 1 day"],
    [{ recoveryDays: "7" }, "setting recoveryDays is not a whole number"],
    [{ sender: "meldpunt" }, "setting sender is not a mail address"],
    [{ sender: "a@processor.example, b@processor.example" }, "setting sender is not a mail address"],
    [
      { privacyDesk: "desk@processor.example\r\nBcc: x@y.example" },
      "setting privacyDesk is not a mail address",
    ],
    [
      { logRetentionDays: 31 },
      "setting logRetentionDays is not one of the days CloudWatch takes: 1, 3, 5, 7, 14, 30",
    ],
    [{ stackName: "1st" }, "setting stackName is not a letter followed by letters, digits and hyphens"],
    [{ allowRegionOutsideEu: "yes" }, "setting allowRegionOutsideEu is neither true nor false"],
    [{ malwareProtection: "on" }, "setting malwareProtection is neither true nor false"],
    [
      { domain: { name: "Meldpunt.nl", certificate: inFrankfurt } },
      "setting domain.name is not a domain name in lower case",
    ],
    [
      { domain: { name: "meldpunt.nl", certificate: "arn:aws:iam::1:x" } },
      "setting domain.certificate is not the ARN of a certificate",
    ],
    [
      { domain: { name: "meldpunt.nl", certificate: inVirginia } },
      "setting domain.certificate is not of the Region of the stack",
    ],
    [
      { domain: { name: "meldpunt.nl", certificate: inFrankfurt }, cloudFront: { certificate: inFrankfurt } },
      "setting cloudFront.certificate is not of us-east-1, as CloudFront's have to be",
    ],
    [
      { cloudFront: { certificate: inVirginia, webAcl: inVirginia } },
      "setting cloudFront.webAcl is not the ARN of a web ACL for CloudFront",
    ],
    [
      { cloudFront: { certificate: inVirginia } },
      "setting cloudFront needs the setting domain: the name that it answers under",
    ],
    [{ storageBuckets: ["klanten"] }, "setting storageBuckets.0 is not an object"],
    [
      { storageBuckets: [{ name: "Klanten" }] },
      "setting storageBuckets.0.name is not the name of an S3 bucket",
    ],
    [
      { storageBuckets: [{ name: "klanten", account: "1234" }] },
      "setting storageBuckets.0.account is not the 12 digits of an AWS account",
    ],
    [
      { storageBuckets: [{ name: "klanten", accessLogDays: 0 }] },
      "setting storageBuckets.0.accessLogDays is less than 1 day",
    ],
    [{ destroyDays: 0 }, "setting destroyDays is less than 1 day"],
    [{ keptYears: 21 }, "setting keptYears is more than 20 years"],
    [{ breachDesk: "breach-desk" }, "setting breachDesk is not a mail address"],
    [{ noticeHours: 0 }, "setting noticeHours is less than 1 hour"],
    [{ noticeHours: 10_000 }, "setting noticeHours is more than 9999 hours"],
    [{ noticeHours: 72.5 }, "setting noticeHours is not a whole number"],
    [{ deskReminders: { everyHours: 0 } }, "setting deskReminders.everyHours is less than 1 hour"],
    [
      { deskReminders: { firstAfterHours: "1" } },
      "setting deskReminders.firstAfterHours is not a whole number",
    ],
    [{ deskReminders: { first: 1 } }, "setting deskReminders.first does not exist"],
    [{ deskReminders: 4 }, "setting deskReminders is not an object"],
    [{ acknowledgeWithin: { breachHours: 0 } }, "setting acknowledgeWithin.breachHours is less than 1 hour"],
    [
      { acknowledgeWithin: { requestWorkingDays: 100 } },
      "setting acknowledgeWithin.requestWorkingDays is more than 99 days",
    ],
    [
      { acknowledgeWithin: { requestWorkingDays: 0.5 } },
      "setting acknowledgeWithin.requestWorkingDays is not a whole number",
    ],
    [{ acknowledgeWithin: { hours: 4 } }, "setting acknowledgeWithin.hours does not exist"],
    [{ acknowledgeWithin: 4 }, "setting acknowledgeWithin is not an object"],
    [{ caps: { acknowledgementsPerDay: 0 } }, "setting caps.acknowledgementsPerDay is less than 1"],
    [{ caps: { deskMailsPerHour: 10_000 } }, "setting caps.deskMailsPerHour is more than 9999"],
    [{ caps: { deskMailsPerHour: "50" } }, "setting caps.deskMailsPerHour is not a whole number"],
    [{ caps: { mails: 50 } }, "setting caps.mails does not exist"],
    [{ caps: [] }, "setting caps is not an object"],
    [{ evidence: { lock: "legal" } }, "setting evidence.lock is neither governance nor compliance"],
    [{ evidence: { lockDays: 0 } }, "setting evidence.lockDays is less than 1 day"],
    [
      { evidence: { lockDays: 36_501 } },
      "setting evidence.lockDays is more than the 100 years that S3 takes",
    ],
    [{ evidence: { lockDays: 2.5 } }, "setting evidence.lockDays is not a whole number"],
    [{ evidence: { days: 7 } }, "setting evidence.days does not exist"],
    [{ evidence: "compliance" }, "setting evidence is not an object"],
    [{ reservedConcurrency: { forward: 0, sweep: 1 } }, "setting reservedConcurrency.forward is less than 1"],
    [{ reservedConcurrency: { sweep: "5" } }, "setting reservedConcurrency.sweep is not a whole number"],
    [{ reservedConcurrency: 5 }, "setting reservedConcurrency is not an object"],
    [{ processorName: "" }, "setting processorName is empty"],
    [{ processorName: " \t" }, "setting processorName is empty"],
    [{ processorName: "x".repeat(101) }, "setting processorName is longer than 100 characters"],
    [{ processorName: "Verwerker\nB.V." }, "setting processorName is not one line of text"],
    [{ processorName: "Verwerker\u2028B.V." }, "setting processorName is not one line of text"],
    [{ processorName: 1 }, "setting processorName is not text"],
    [{ recoverDays: 7 }, "setting recoverDays does not exist"],
    [
      { reservedConcurrency: { forward: 1, operate: 1 } },
      "setting reservedConcurrency.operate does not exist",
    ],
    [null, "the settings are not an object"],
  ])("of %j are refused by name", (settings, message) => {
    expect(() => parseSettings(settings)).toThrow(SettingsError);
    expect(() => parseSettings(settings)).toThrow(message);
  });

  test("take the name of a company as it is written, of up to 100 characters", () => {
    for (const processorName of ["X", "Jansen & Zn. <BV>", "é".repeat(100), "😀".repeat(100)]) {
      expect(parseSettings({ processorName }).processorName).toBe(processorName);
    }
  });

  test("take the 96 hours that are proposed for a notification", () => {
    expect(parseSettings({ noticeHours: 96 }).noticeHours).toBe(96);
  });

  test.each([
    [{ deskReminders: { everyHours: 12 } }, { deskReminders: { firstAfterHours: 1, everyHours: 12 } }],
    [
      { acknowledgeWithin: { breachHours: 2 } },
      { acknowledgeWithin: { breachHours: 2, requestWorkingDays: 3 } },
    ],
    [{ caps: { deskMailsPerHour: 10 } }, { caps: { acknowledgementsPerDay: 50, deskMailsPerHour: 10 } }],
    [{ evidence: { lock: "compliance" } }, { evidence: { lock: "compliance", lockDays: 2_557 } }],
  ])("of %j keep the default of what they do not name", (settings, whole) => {
    expect(parseSettings(settings)).toMatchObject(whole);
  });

  test.each(["receive-request", "breach-reports", "pages", "acknowledge", "forward", "sweep"])(
    "set executions aside for %s alone",
    (name) => {
      const reservedConcurrency = { [name]: 5 };
      expect(parseSettings({ reservedConcurrency })).toMatchObject({ reservedConcurrency });
    },
  );

  test("that are wrong in several places are all named", () => {
    expect(() => parseSettings({ sender: "x", recoveryDays: 99, colour: "red" })).toThrow(
      /setting sender .*\nsetting recoveryDays .*\nsetting colour /,
    );
  });
});

describe("where settings come from", () => {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-settings-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const contextOf = (context: Record<string, unknown>) => (key: string) => context[key];
  const fileWith = (content: string) => {
    const file = join(folder, "settings.json");
    writeFileSync(file, content);
    return file;
  };

  test("nothing: the defaults", () => {
    expect(readSettings(contextOf({}))).toEqual(parseSettings({}));
  });

  test("the context key meldpunt", () => {
    expect(readSettings(contextOf({ meldpunt: { recoveryDays: 3 } })).recoveryDays).toBe(3);
  });

  test("a file, instead of the context key", () => {
    const settings = fileWith(`{ "region": "eu-west-1" }`);
    expect(readSettings(contextOf({ settings, meldpunt: { recoveryDays: 3 } }))).toEqual(
      parseSettings({ region: "eu-west-1" }),
    );
  });

  test("a file that is not there is named", () => {
    expect(() => readSettings(contextOf({ settings: join(folder, "none.json") }))).toThrow(
      /settings file .*none\.json/,
    );
  });

  test("a file that is not JSON is named", () => {
    expect(() => readSettings(contextOf({ settings: fileWith("region: eu") }))).toThrow(
      /settings file .*settings\.json/,
    );
  });
});

// F15
describe("the setting restoredTable", () => {
  const arn = (table: string, region = "eu-central-1") =>
    `arn:aws:dynamodb:${region}:111122223333:table/${table}/stream/2026-12-23T00:00:00.000`;
  const name = "Meldpunt-restored-1";

  test("takes a restored table with its stream", () => {
    const restoredTable = { name, streamArn: arn(name) };
    expect(parseSettings({ restoredTable })).toMatchObject({ restoredTable });
    expect(parseSettings({})).not.toHaveProperty("restoredTable");
  });

  test.each([
    [{ name: "Other-restored-1", streamArn: arn("Other-restored-1") }, /restoredTable\.name does not begin/],
    [{ name, streamArn: arn("Meldpunt-restored-2") }, /restoredTable\.streamArn is not that of this table/],
    [{ name, streamArn: arn(name, "eu-west-1") }, /restoredTable\.streamArn is not that of this table/],
    [{ name, streamArn: "latest" }, /restoredTable\.streamArn is not the ARN/],
    [{ name: "a b", streamArn: arn(name) }, /restoredTable\.name is not the name/],
  ])("refuses %j", (restoredTable, problem) => {
    expect(() => parseSettings({ restoredTable })).toThrow(problem);
  });
});

describe("settings of a deployment", () => {
  const deploying = (meldpunt: Record<string, unknown>, answer = "true") =>
    readSettings((key) => ({ meldpunt, deploying: answer })[key]);
  const real = {
    processorName: "Verwerker B.V.",
    sender: "meldpunt@processor.nl",
    privacyDesk: "privacy-desk@processor.nl",
    breachDesk: "breach-desk@processor.nl",
  };

  test.each([
    [{}, ["processorName", "sender", "privacyDesk", "breachDesk"]],
    [{ ...real, processorName: "Processor (voorbeeld)" }, ["processorName"]],
    [{ ...real, sender: "meldpunt@Processor.EXAMPLE" }, ["sender"]],
    [{ ...real, privacyDesk: "desk@mail.processor.example" }, ["privacyDesk"]],
    [{ ...real, breachDesk: "breach-desk@processor.example" }, ["breachDesk"]],
    [{ ...real, alarmEmail: "duty@processor.example" }, ["alarmEmail"]],
  ])("of %j are refused, each placeholder with a sentence", (settings, placeholders) => {
    expect(() => deploying(settings)).toThrow(SettingsError);
    expect(() => deploying(settings)).toThrow(
      new RegExp(`^${placeholders.map((name) => `setting ${name} is a placeholder: .+`).join("\\n")}$`),
    );
  });

  test("with a real name and real addresses are taken", () => {
    expect(deploying({ ...real, alarmEmail: "duty@processor.nl" })).toMatchObject(real);
  });

  test("may be placeholders where nothing is deployed", () => {
    expect(deploying({}, "false")).toEqual(parseSettings({}));
  });
});
