/** Permissions, each as its line, and why they are there although no test uses them. */
export type Reason = {
  because: string;
  permissions: readonly string[];
  /** It is a matter of time whether a test uses them: that one did is no reason to take them out. */
  sometimes?: boolean;
};

/** What Lambda does in a function's name, and no function itself, so that no call of it is seen on one machine. */
export const byLambda: Readonly<Record<string, string>> = {
  "logs:CreateLogStream": "Lambda writes the function's log.",
  "logs:PutLogEvents": "Lambda writes the function's log.",
  "dynamodb:DescribeStream": "Lambda reads the stream for the function.",
  "dynamodb:GetRecords": "Lambda reads the stream for the function.",
  "dynamodb:GetShardIterator": "Lambda reads the stream for the function.",
  "dynamodb:ListStreams": "Lambda reads the stream for the function.",
  "sqs:SendMessage": "Lambda puts what the function gave up into the dead-letter queue.",
};

/**
 * Functions that one construct gives the same rights, because one does what the other did not come to: which of them it is,
 * is a matter of time.
 */
export const standIns: readonly (readonly string[])[] = [["forward", "sweep"]];

/** What no test uses, and is needed all the same. */
export const reasons: readonly Reason[] = [
  {
    because:
      "When a mail fails, the one to the next contact is planned on condition that the case is still there: so for each kind of case, and the tests do so with others.",
    permissions: [
      "forward dynamodb:ConditionCheckItem Table CTR-* (dynamodb:LeadingKeys)",
      "forward dynamodb:ConditionCheckItem Table STM-* (dynamodb:LeadingKeys)",
      "forward dynamodb:ConditionCheckItem Table INS-* (dynamodb:LeadingKeys)",
      "forward dynamodb:ConditionCheckItem Table AST-* (dynamodb:LeadingKeys)",
      "sweep dynamodb:ConditionCheckItem Table CTR-* (dynamodb:LeadingKeys)",
      "sweep dynamodb:ConditionCheckItem Table STM-* (dynamodb:LeadingKeys)",
      "sweep dynamodb:ConditionCheckItem Table INS-* (dynamodb:LeadingKeys)",
      "sweep dynamodb:ConditionCheckItem Table AST-* (dynamodb:LeadingKeys)",
    ],
    sometimes: true,
  },
  {
    because:
      "A statement may come on record while a controller's request for it is stored: then the door answers that itself.",
    permissions: [
      "controller-pages dynamodb:ConditionCheckItem Table STM-* (dynamodb:LeadingKeys)",
      "controller-pages dynamodb:UpdateItem Table STM-* (dynamodb:LeadingKeys)",
    ],
  },
  {
    because: "What SES says of a digest is noted as of any other mail, with which the tests do it.",
    permissions: ["track-delivery dynamodb:UpdateItem Table DIG-* (dynamodb:LeadingKeys)"],
    sometimes: true,
  },
  {
    because:
      "Whoever was killed between locking a seal and storing it leaves it to the next, who reads the one that is locked; the tests do so with a bucket in memory.",
    permissions: [
      "seal-evidence s3:GetObject SealsLockedBucket/seals/*",
      "record-evidence s3:GetObject SealsLockedBucket/seals/*",
    ],
    sometimes: true,
  },
];
