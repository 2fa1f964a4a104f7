import { processorPartition } from "../shared/table.ts";
import { restoredPrefix } from "./settings.ts";

/** One statement of a policy of an identity (IAM User Guide, "IAM JSON policy elements reference"). */
export type IamStatement = {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action: string | readonly string[];
  Resource: string | readonly string[];
  /** By operator and key; the local run is given no statement that has one. */
  Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

/** A policy of an identity. */
export type IamPolicy = { Version: "2012-10-17"; Statement: readonly IamStatement[] };

/** A right, as a statement without a name. */
type Right = readonly [
  action: IamStatement["Action"],
  resource: string,
  condition?: IamStatement["Condition"],
];

/** What an operator's rights are about, as ARNs. */
export type OperatedStack = {
  /** The operator API: `arn:aws:execute-api:<region>:<account>:<api>`. */
  api: string;
  /** The stack, of which the command line reads where that API is. */
  stack: string;
};

/** Who may look at everything and change nothing: `GET` never acts. */
export function readingPolicy(of: OperatedStack): IamPolicy {
  return operatorPolicy(of, "GET");
}

/** Who may also act: terminate, confirm, announce, settle. */
export function actingPolicy(of: OperatedStack): IamPolicy {
  return operatorPolicy(of, "*");
}

/**
 * The stage is named, because in a pattern `*` also stands for slashes: a `*` there would let `GET` be found in a path
 * (API Gateway Developer Guide, "Control access for invoking an API").
 */
function operatorPolicy({ api, stack }: OperatedStack, methods: "GET" | "*"): IamPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: methods === "GET" ? "ReadThroughTheOperatorApi" : "ActThroughTheOperatorApi",
        Effect: "Allow",
        Action: "execute-api:Invoke",
        Resource: `${api}/$default/${methods}/*`,
      },
      {
        Sid: "FindTheOperatorApi",
        Effect: "Allow",
        Action: "cloudformation:DescribeStacks",
        Resource: stack,
      },
    ],
  };
}

/** A deployed stack, as the ARNs of its resources name it. */
export type StackPlace = { region: string; account: string; stack: string };

/**
 * What `meldpunt doctor` asks AWS, besides what whoever may look has. CloudFormation begins the names of what it makes with
 * that of the stack; a configuration set, a mapping and a key have other names, and an account has none.
 */
export function doctorPolicy({ region, account, stack }: StackPlace): IamPolicy {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  return allowing("Examine", [
    ["cloudformation:ListStackResources", arn("cloudformation", `stack/${stack}/*`)],
    [["ses:GetAccount", "lambda:GetAccountSettings", "lambda:GetEventSourceMapping"], "*"],
    ["ses:GetEmailIdentity", arn("ses", "identity/*")],
    [
      ["ses:GetConfigurationSet", "ses:GetConfigurationSetEventDestinations"],
      arn("ses", "configuration-set/*"),
    ],
    ["scheduler:GetSchedule", arn("scheduler", `schedule/default/${stack}-*`)],
    ["events:DescribeRule", arn("events", `rule/${stack}-*`)],
    ["lambda:GetFunctionConcurrency", arn("lambda", `function:${stack}-*`)],
    ["sns:ListSubscriptionsByTopic", arn("sns", `${stack}-*`)],
    ["cloudwatch:DescribeAlarms", arn("cloudwatch", `alarm:*`)],
    ["sqs:GetQueueAttributes", arn("sqs", `${stack}-*`)],
    [
      ["dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTimeToLive"],
      arn("dynamodb", `table/${stack}-*`),
    ],
    // One item of it, in which nobody's data is.
    [
      "dynamodb:GetItem",
      arn("dynamodb", `table/${restoredPrefix(stack)}*`),
      { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [processorPartition] } },
    ],
    ["s3:GetBucketObjectLockConfiguration", `arn:aws:s3:::${stack.toLowerCase()}-*`],
    ["kms:DescribeKey", arn("kms", "key/*")],
  ]);
}

/**
 * What `meldpunt dead-letters` needs, besides what whoever may look has. Who has it can call our functions with any event, and
 * reads what people sent: events and changes of the table pass through that person's machine.
 */
export function redrivePolicy({ region, account, stack }: StackPlace): IamPolicy {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  return allowing("Redrive", [
    ["cloudformation:ListStackResources", arn("cloudformation", `stack/${stack}/*`)],
    [
      ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:DeleteMessage"],
      arn("sqs", `${stack}-*`),
    ],
    ["lambda:InvokeFunction", arn("lambda", `function:${stack}-*`)],
    ["lambda:GetEventSourceMapping", "*"],
    [["dynamodb:GetShardIterator", "dynamodb:GetRecords"], arn("dynamodb", `table/${stack}-*/stream/*`)],
  ]);
}

function allowing(purpose: string, rights: readonly Right[]): IamPolicy {
  return {
    Version: "2012-10-17",
    Statement: rights.map(([Action, Resource, Condition], index) => ({
      Sid: `${purpose}${index + 1}`,
      Effect: "Allow",
      Action,
      Resource,
      ...(Condition && { Condition }),
    })),
  };
}
