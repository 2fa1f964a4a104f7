/** One statement of a policy of an identity (IAM User Guide, "IAM JSON policy elements reference"), without conditions. */
export type IamStatement = {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action: string | readonly string[];
  Resource: string | readonly string[];
};

/** A policy of an identity. */
export type IamPolicy = { Version: "2012-10-17"; Statement: readonly IamStatement[] };

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
