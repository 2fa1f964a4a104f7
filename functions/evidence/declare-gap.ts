import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { randomName } from "../../shared/codes.ts";
import { isChainName } from "../../shared/evidence/chain-name.ts";
import { missingChanges } from "../../shared/evidence/entry.ts";
import { evidencePartition, type Gap } from "../../shared/evidence/gap.ts";
import { validate } from "../../shared/http/validation.ts";
import type { Table } from "../../shared/table.ts";
import { plainText } from "../../shared/text.ts";

/** For how many seconds what was declared is kept beside the chain that has it by then: a week. */
const keptSeconds = 7 * 86_400;

const declaration = z.strictObject({
  chain: z.custom<Gap["chain"]>((name) => typeof name === "string" && isChainName(name), {
    error: "A chain is processor, or controllers/ and a controller's id.",
  }),
  closes: z
    .array(
      missingChanges.check(
        z.refine(({ from, to = from }) => to >= from, { error: "What is missing ends before it begins." }),
      ),
    )
    .check(z.minLength(1), z.maxLength(100)),
  because: plainText(2_000),
});

/**
 * Declares changes missing from a chain, in the name of the caller. As every change of the table it becomes an entry, of the
 * chain that it is about.
 * @throws Refusal `invalid_input`
 */
export async function declareGap(
  { table, now }: { table: Table; now: () => Date },
  caller: string,
  body: unknown,
): Promise<Gap> {
  const declared = validate(declaration, body);
  const at = now();
  const gap: Gap = {
    v: 1,
    kind: "evidence-gap",
    ...declared,
    by: caller,
    at: at.toISOString(),
    expiresAt: Math.floor(at.getTime() / 1_000) + keptSeconds,
  };
  const Item = marshall(
    { pk: evidencePartition, sk: `gap#${randomName(20)}`, ...gap },
    { removeUndefinedValues: true },
  );
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  return gap;
}
