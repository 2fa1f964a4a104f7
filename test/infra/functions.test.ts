import { describe, expect, test } from "vitest";
import { environmentOf } from "../../shared/environment.ts";
import { functionsByName, type Resource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const template = synthesize({ logRetentionDays: 14 });
const functions = functionsByName(template);

/** What a function's role may do, a line per action and resource, with the conditions in short. */
function rightsOf({ Properties }: Resource, of = template): string[] {
  const roleId: string = Properties.Role["Fn::GetAtt"][0];
  const policies = resourcesOf(of, "AWS::IAM::Policy").filter((policy) =>
    policy.Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId),
  );
  return policies
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action: string) =>
          [Resource]
            .flat()
            .map((resource: unknown) =>
              [
                Effect === "Allow" ? action : `${Effect} ${action}`,
                "on",
                textOf(of, resource),
                ...(Condition ? [JSON.stringify(Condition)] : []),
              ].join(" "),
            ),
        ),
    )
    .sort();
}

describe("every function", () => {
  test("is one that environmentOf knows, and the other way round", () => {
    expect([...functions.keys()].sort()).toEqual(Object.keys(environmentOf).sort());
  });

  // H1
  test.each(Object.entries(environmentOf))(
    "%s gets exactly the variables that it reads",
    (name, variables) => {
      const environment = functions.get(name)?.Properties.Environment?.Variables ?? {};
      const { NODE_OPTIONS: _, ...read } = environment;
      expect(Object.keys(read).sort()).toEqual([...variables].sort());
    },
  );

  // P13
  test("has the heap that Lambda gives it, but for destroy, whose young objects take little of it", () => {
    const options = [...functions].flatMap(([name, { Properties }]) => {
      const { NODE_OPTIONS } = Properties.Environment?.Variables ?? {};
      return NODE_OPTIONS === undefined ? [] : [[name, NODE_OPTIONS]];
    });
    expect(options).toEqual([["destroy", "--max-old-space-size=460 --max-semi-space-size=4"]]);
  });

  test.each(["forward", "sweep"])("%s gets the desks and the hours that the settings say", (name) => {
    const settings = {
      privacyDesk: "privacy@processor.example",
      breachDesk: "breach@processor.example",
      noticeHours: 96,
      deskReminders: { firstAfterHours: 2, everyHours: 8 },
    };
    const { Properties } = functionsByName(synthesize(settings)).get(name) ?? {};
    expect(Properties?.Environment.Variables).toMatchObject({
      PRIVACY_DESK: "privacy@processor.example",
      BREACH_DESK: "breach@processor.example",
      NOTICE_HOURS: "96",
      FIRST_REMINDER_HOURS: "2",
      REMINDER_HOURS: "8",
    });
  });

  test.each(["pages", "acknowledge", "controller-pages", "attachments", "describe-api"])(
    "%s gets the name and the desk that every page shows",
    (name) => {
      const settings = { processorName: "Verwerker & Zn.", privacyDesk: "privacy@processor.example" };
      const { Properties } = functionsByName(synthesize(settings)).get(name) ?? {};
      expect(Properties?.Environment.Variables).toMatchObject({
        PROCESSOR_NAME: "Verwerker & Zn.",
        PRIVACY_DESK: "privacy@processor.example",
      });
    },
  );

  test.each([...functions])("%s runs on Node 24 on arm64", (_name, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
    });
  });

  test("has a role of its own without a managed policy", () => {
    const roles = [...functions.values()].map(({ Properties }) => Properties.Role["Fn::GetAtt"][0]);
    expect(new Set(roles).size).toBe(functions.size);
    for (const role of resourcesOf(template, "AWS::IAM::Role")) {
      expect(role.Properties).not.toHaveProperty("ManagedPolicyArns");
    }
  });

  test("has a log group of its own", () => {
    const groups = [...functions.values()].map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref);
    expect(new Set(groups).size).toBe(functions.size);
  });

  // H8
  test("logs no longer than the setting says, as do the gateways", () => {
    const groups = resourcesOf(template, "AWS::Logs::LogGroup");
    expect(groups).toHaveLength(functions.size + 2);
    for (const group of groups) expect(group.Properties.RetentionInDays).toBe(14);
  });

  test("ends before the gateway gives up on it at 30 s, if it stands behind one", () => {
    const timeouts = Object.fromEntries(
      [...functions].map(([name, { Properties }]) => [name, Properties.Timeout]),
    );
    expect(timeouts).toEqual({
      "receive-request": 20,
      "breach-reports": 20,
      pages: 20,
      acknowledge: 20,
      "controller-pages": 20,
      attachments: 20,
      "describe-api": 10,
      operate: 20,
      "keep-duties": 20,
      "track-delivery": 30,
      "check-attachments": 45,
      forward: 300,
      sweep: 240,
      destroy: 900,
      "record-evidence": 120,
      "seal-evidence": 300,
      "inspect-evidence": 20,
      restore: 20,
    });
  });
});

// H4
describe("the rights of", () => {
  const on = (partitions: readonly string[], ...actions: readonly string[]) =>
    actions.map(
      (action) =>
        `dynamodb:${action} on {GlobalTable.Arn} ${JSON.stringify({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions } })}`,
    );
  const letters = ["STM-*", "SUB-*", "INS-*", "AST-*", "AUD-*"];
  const fromUs = `{"StringEquals":{"ses:FromAddress":"meldpunt@processor.example"}}`;
  const ses = "arn:aws:ses:eu-central-1:{AWS::AccountId}";
  const ownLog = ["logs:CreateLogStream on {LogGroup.Arn}", "logs:PutLogEvents on {LogGroup.Arn}"];
  const ownQueue = ["sqs:SendMessage on {Queue.Arn}"];
  const destroying = (bucket: string) => [
    ...[
      "GetLifecycleConfiguration",
      "ListBucketMultipartUploads",
      "ListBucketVersions",
      "PutLifecycleConfiguration",
    ].map((action) => `s3:${action} on ${bucket}`),
    ...["AbortMultipartUpload", "DeleteObject", "DeleteObjectVersion"].map(
      (action) => `s3:${action} on ${bucket}/*`,
    ),
  ];
  const attached = (action: string, ...places: readonly string[]) =>
    places.map((place) => `s3:${action} on {Bucket.Arn}/${place}*`);
  const everywhere = ["controllers/*/attachments/", "desk/", "breach-reports/"];
  const listed = (places: readonly string[]) =>
    `s3:ListBucket on {Bucket.Arn} ${JSON.stringify({ StringLike: { "s3:prefix": places.map((place) => `${place}*`) } })}`;
  const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
    (action) => `dynamodb:${action} on {GlobalTable.StreamArn}`,
  );
  const sealing = [
    ...on(["processor", "controllers/*", "chains", "seals", "seals/*"], "Query"),
    ...on(["seals", "seals/*"], "PutItem"),
    "kms:GetPublicKey on {Key.Arn}",
    "kms:Sign on {Key.Arn}",
    "s3:GetObject on {Bucket.Arn}/seals/*",
    "s3:PutObject on {Bucket.Arn}/seals/*",
  ];
  const restored = [
    ...["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"],
    ...["BatchWriteItem", "ConditionCheckItem"],
  ].map(
    (action) =>
      `dynamodb:${action} on arn:aws:dynamodb:eu-central-1:{AWS::AccountId}:table/Meldpunt-restored-*`,
  );
  const deliveries = [
    ...on(["controllers"], "BatchGetItem"),
    ...on(
      ["DSR-*", "BR-*", "AGR-*", "CTR-*", "DIG-*", ...letters],
      "Query",
      "PutItem",
      "UpdateItem",
      "ConditionCheckItem",
    ),
    ...on(["caps"], "UpdateItem"),
    ...on(["controllers/*"], "Query"),
    "ses:GetSendQuota on *",
    `ses:SendRawEmail on ${ses}:configuration-set/{ConfigurationSet} ${fromUs}`,
    `ses:SendRawEmail on ${ses}:configuration-set/{ConfigurationSet} ${fromUs}`,
    `ses:SendRawEmail on ${ses}:identity/{EmailIdentity} ${fromUs}`,
  ];

  test.each([
    ["describe-api", ownLog],
    ["receive-request", [...ownLog, ...on(["controllers"], "GetItem"), ...on(["DSR-*"], "Query", "PutItem")]],
    [
      "breach-reports",
      [
        ...ownLog,
        ...on(["reporters"], "GetItem"),
        ...on(["controllers"], "BatchGetItem"),
        ...on(["BR-*"], "Query", "PutItem", "ConditionCheckItem"),
      ],
    ],
    [
      "pages",
      [
        ...ownLog,
        ...on(["controllers"], "GetItem", "BatchGetItem", "Query"),
        ...on(["reporters"], "GetItem"),
        ...on(["DSR-*", "BR-*"], "GetItem", "Query", "PutItem"),
        ...on(["BR-*"], "ConditionCheckItem"),
      ],
    ],
    ["acknowledge", [...ownLog, ...on(["DSR-*", "BR-*"], "GetItem", "UpdateItem")]],
    ["forward", [...ownLog, ...ownQueue, ...deliveries, ...stream]],
    ["sweep", [...ownLog, ...ownQueue, ...deliveries, "dynamodb:Query on {GlobalTable.Arn}/index/pending"]],
    [
      "track-delivery",
      [...ownLog, ...ownQueue, ...on(["DSR-*", "BR-*", "AGR-*", "CTR-*", "DIG-*", ...letters], "UpdateItem")],
    ],
    [
      "operate",
      [
        ...ownLog,
        ...on(["controllers"], "GetItem", "BatchGetItem", "Query"),
        ...on(["controllers", "AGR-*", "CTR-*", "VER-*"], "PutItem"),
        ...on(["controllers", "AGR-*", "VER-*"], "DeleteItem"),
        ...on(["AGR-*"], "GetItem"),
        ...on(["DSR-*", "BR-*"], "PutItem", "ConditionCheckItem"),
        ...on(["reporters"], "Query", "PutItem", "UpdateItem"),
        ...on(["DSR-*", "BR-*", "AGR-*", "CTR-*", "DIG-*", ...letters], "Query", "UpdateItem"),
        ...on(["VER-*"], "Query"),
        listed(["desk/"]),
        ...attached("GetObject", "desk/"),
        ...attached("DeleteObject", "desk/"),
        ...attached("PutObject", "controllers/*/attachments/"),
        "dynamodb:Query on {GlobalTable.Arn}/index/controller",
        "dynamodb:Query on {GlobalTable.Arn}/index/pending",
        "dynamodb:Query on {GlobalTable.Arn}/index/register",
      ],
    ],
    [
      "attachments",
      [
        ...ownLog,
        ...on(["controllers"], "GetItem"),
        ...on(["DSR-*", "BR-*"], "GetItem", "Query", "PutItem", "ConditionCheckItem"),
        "s3:PutObject on {Bucket.Arn}/*",
        ...attached("GetObject", ...everywhere),
      ],
    ],
    [
      "check-attachments",
      [
        ...ownLog,
        ...ownQueue,
        ...on(["controllers", "reporters"], "GetItem"),
        ...on(["DSR-*", "BR-*"], "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
        "s3:ListBucket on {Bucket.Arn}",
        ...["GetObject", "DeleteObject"].map((action) => `s3:${action} on {Bucket.Arn}/*`),
        listed(everywhere),
        ...attached("GetObject", "desk/"),
        ...["PutObject", "DeleteObject"].flatMap((action) => attached(action, ...everywhere)),
      ],
    ],
    [
      "keep-duties",
      [
        ...ownLog,
        ...on(["controllers"], "GetItem", "Query"),
        ...on(["processor"], "Query", "PutItem"),
        ...on(letters, "Query", "PutItem"),
        ...on(["STM-*", "SUB-*", "AUD-*"], "ConditionCheckItem"),
        ...on(["STM-*"], "UpdateItem"),
        "dynamodb:Query on {GlobalTable.Arn}/index/register",
      ],
    ],
    [
      "controller-pages",
      [
        ...ownLog,
        ...on(["controllers", "DSR-*", "BR-*", "AGR-*", "CTR-*", ...letters], "GetItem"),
        ...on(["processor", "STM-*", "SUB-*"], "Query"),
        ...on(["STM-*", "SUB-*"], "PutItem", "ConditionCheckItem"),
        ...on(["STM-*"], "UpdateItem"),
      ],
    ],
    [
      "destroy",
      [
        ...ownLog,
        ...ownQueue,
        "dynamodb:Query on {GlobalTable.Arn}/index/pending",
        "dynamodb:Query on {GlobalTable.Arn}/index/controller",
        "dynamodb:Scan on {GlobalTable.Arn}",
        ...on(["controllers"], "Query"),
        ...on(["controllers", "AGR-*"], "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
        ...on(["AGR-*"], "Query", "BatchWriteItem"),
        ...on(["BR-*"], "Query", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"),
        ...on(["DSR-*", "CTR-*"], "BatchGetItem"),
        ...on(["DSR-*"], "Query"),
        ...on(["DSR-*", "CTR-*", ...letters, "VER-*"], "BatchWriteItem"),
        ...on(["buckets"], "PutItem", "DeleteItem"),
        ...destroying("{Bucket.Arn}"),
      ],
    ],
    [
      "record-evidence",
      [
        ...ownLog,
        ...ownQueue,
        ...stream,
        ...on(["processor", "controllers/*", "chains"], "PutItem"),
        ...sealing,
      ],
    ],
    ["seal-evidence", [...ownLog, ...ownQueue, ...sealing, ...on(["evidence"], "UpdateItem")]],
    [
      "inspect-evidence",
      [
        ...ownLog,
        "dynamodb:Scan on {GlobalTable.Arn}",
        ...on(["DSR-*", "BR-*", "AGR-*", "CTR-*", ...letters], "Query"),
        ...on(["evidence"], "PutItem"),
        ...on(["processor", "controllers/*", "chains", "seals", "seals/*"], "Query"),
        "kms:GetPublicKey on {Key.Arn}",
        "s3:GetObjectVersion on {Bucket.Arn}/seals/*",
        `s3:ListBucketVersions on {Bucket.Arn} {"StringLike":{"s3:prefix":"seals/*"}}`,
      ],
    ],
    [
      "restore",
      [
        ...ownLog,
        ...on(["controllers"], "GetItem"),
        ...on(["AGR-*", "VER-*"], "Query"),
        ...on(["processor", "controllers/*", "chains"], "Query"),
        ...restored,
      ],
    ],
  ])("%s are these and no others", (name, expected) => {
    const resource = functions.get(name);
    expect(resource && rightsOf(resource)).toEqual([...expected].sort());
  });

  test("destroy reach the buckets of the settings too, and there what tells of copies", () => {
    const bucket = { name: "klanten-oud", account: "111122223333" };
    const other = synthesize({ storageBuckets: [bucket] });
    const resource = functionsByName(other).get("destroy");
    const foreign = `arn:aws:s3:::${bucket.name}`;
    expect(resource?.Properties.Environment.Variables.STORAGE_BUCKETS).toBe(JSON.stringify([bucket]));
    const rights = resource ? rightsOf(resource, other) : [];
    expect(rights.filter((right) => right.startsWith("s3:"))).toEqual(
      [
        ...destroying("{Bucket.Arn}"),
        ...destroying(foreign),
        `s3:GetBucketLogging on ${foreign}`,
        `s3:GetReplicationConfiguration on ${foreign}`,
      ].sort(),
    );
  });

  test("no role reach every resource of a kind", () => {
    for (const policy of resourcesOf(template, "AWS::IAM::Policy")) {
      for (const { Action, Resource } of policy.Properties.PolicyDocument.Statement) {
        for (const action of [Action].flat()) expect(action).not.toContain("*");
        // It knows no resource.
        if (Action === "ses:GetSendQuota") continue;
        for (const resource of [Resource].flat()) {
          expect(
            textOf(template, resource)
              .replace(
                /^\{Bucket\.Arn\}\/(?:seals\/|desk\/|breach-reports\/|controllers\/\*\/attachments\/)?\*$/,
                "",
              )
              .replace(/:table\/Meldpunt-restored-\*$/, ""),
          ).not.toContain("*");
        }
      }
    }
  });

  test("a schedule are to start its function and to fill its queue", () => {
    const schedules = resourcesOf(template, "AWS::Scheduler::Schedule");
    expect(schedules).toHaveLength(4);
    for (const { Properties } of schedules) {
      expect(rightsOf({ Properties: { Role: Properties.Target.RoleArn } })).toEqual([
        "lambda:InvokeFunction on {Function.Arn}",
        "sqs:SendMessage on {Queue.Arn}",
      ]);
    }
  });
});

// H10
describe("reserved concurrency", () => {
  test("is left to the account's shared pool unless the setting says otherwise", () => {
    for (const { Properties } of functions.values()) {
      expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
    }
  });

  test("is set aside for every function that the setting names", () => {
    const reservedConcurrency = { "breach-reports": 5, pages: 10, acknowledge: 2, forward: 4, sweep: 1 };
    const reserved = functionsByName(synthesize({ reservedConcurrency }));
    for (const [name, executions] of Object.entries(reservedConcurrency)) {
      expect(reserved.get(name)?.Properties.ReservedConcurrentExecutions).toBe(executions);
    }
  });

  test("is set aside for the public intake alone where the setting names nothing else", () => {
    const reserved = functionsByName(synthesize({ reservedConcurrency: { "receive-request": 20 } }));
    const byName = [...reserved].map(([name, { Properties }]) => [
      name,
      Properties.ReservedConcurrentExecutions,
    ]);
    expect(byName.filter(([, executions]) => executions !== undefined)).toEqual([["receive-request", 20]]);
  });
});
