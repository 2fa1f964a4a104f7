import { describe, expect, test } from "vitest";
import { longestFileCall } from "../../functions/attachments/s3-client.ts";
import { sendMilliseconds } from "../../functions/delivery/ses.ts";
import { longestKmsCall } from "../../functions/evidence/kms.ts";
import { longestBucketCall } from "../../functions/evidence/seal-bucket.ts";
import { intakeSettles } from "../../functions/termination/next-step.ts";
import { longestCall } from "../../functions/termination/objects/s3.ts";
import { rememberedFor } from "../../shared/remember.ts";
import { longestTableCall } from "../../shared/table.ts";
import { functionsByName, type Resource, resourcesOf, synthesize } from "./synthesized.ts";

const template = synthesize();

/** How long a call takes at most that a function makes itself, in milliseconds, by the prefix of its IAM action. */
const longest = new Map([
  ["dynamodb", longestTableCall],
  ["s3", longestCall],
  ["kms", longestKmsCall],
  ["ses", sendMilliseconds],
]);
/** Only a destruction can wait for S3 so long; the others reach it through clients of their own. */
const longestOf = (name: string, service: string) => {
  if (service !== "s3" || name === "destroy") return longest.get(service);
  return name.endsWith("-evidence") ? longestBucketCall : longestFileCall;
};
/** What Lambda calls in the function's name. */
const calledByLambda = ["logs", "sqs"];

/** The functions, each with the services that its role may call and with how long it runs, in milliseconds. */
const functions = [...functionsByName(template)].map(([name, { Properties }]) => ({
  name,
  services: servicesOf(Properties.Role["Fn::GetAtt"][0]).filter(
    (service) => !calledByLambda.includes(service),
  ),
  ends: Properties.Timeout * 1_000,
}));

function servicesOf(roleId: string): string[] {
  const statements = resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ Properties }: Resource) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions: string[] = statements.flatMap(({ Action }) => Action);
  return [...new Set(actions.map((action) => action.slice(0, action.indexOf(":"))))];
}

// F9
test.each(["receive-request", "pages", "operate", "attachments", "check-attachments"])(
  "what %s was doing when a controller's intake was closed is over before anything is destroyed",
  (taking) => {
    const { ends } = functions.find(({ name }) => name === taking) ?? {};
    expect(rememberedFor + Number(ends)).toBeLessThan(intakeSettles);
  },
);

describe("the time that a call may take", () => {
  test("is known for every service that a function may call", () => {
    expect(new Set(functions.flatMap(({ services }) => services))).toEqual(new Set(longest.keys()));
  });

  // A9, E5
  test.each(functions.filter(({ services }) => services.length > 0))(
    "leaves $name time to say what became of it",
    ({ name, services, ends }) => {
      for (const service of services) expect(longestOf(name, service)).toBeLessThanOrEqual(ends / 2);
    },
  );
});
