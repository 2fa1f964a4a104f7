import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { dynamoDbClient, freshTable } from "../../support/dynamodb.ts";
import { submission } from "../../support/submissions.ts";
import { type CountedIntake, openCountedIntake, rejected } from "./counted-intake.ts";

let intake: CountedIntake;

beforeAll(async () => {
  intake = await openCountedIntake();
});

describe("the intake, warm and with the controller known to it", () => {
  // P6
  test("makes one call to AWS for a submission that it accepts", async () => {
    expect(await intake.post(submission())).toBe(201);
    expect(intake.calls).toEqual(["PutItem"]);
  });

  // P6
  test("makes one call to AWS for a repetition", async () => {
    const key = randomBytes(24).toString("base64url");
    await intake.post(submission(), key);
    expect(await intake.post(submission(), key)).toBe(201);
    expect(intake.calls).toEqual(["PutItem"]);
  });

  // P7
  test.each(rejected)("makes none for %s", async (_, body) => {
    expect(await intake.post(body)).toBeGreaterThanOrEqual(400);
    expect(intake.calls).toEqual([]);
  });

  // P7
  test("makes none for a malformed idempotency key", async () => {
    expect(await intake.post(submission(), "short")).toBe(400);
    expect(intake.calls).toEqual([]);
  });

  // P14
  test("makes no call for the evidence: it stores all that the evidence needs with the item", async () => {
    const { name } = await freshTable();
    const unrecorded = await openCountedIntake({ client: dynamoDbClient(), name });
    await intake.post(submission());
    await unrecorded.post(submission());
    expect(intake.calls).toEqual(unrecorded.calls);
  });

  test("makes only the look-up for a controller that does not exist", async () => {
    expect(await intake.post(submission({ controllerId: "nobody-knows" }))).toBe(404);
    expect(intake.calls).toEqual(["GetItem"]);
  });
});
