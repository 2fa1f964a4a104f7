import { json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import type { Command } from "../../shared/http/command.ts";
import type { OperatorRouteKey } from "../../shared/routes.ts";
import type { Table } from "../../shared/table.ts";
import { caseItems } from "./case-items.ts";
import { blocksPage, chainNames, sealedHeadsPage } from "./chain-pages.ts";
import { declareGap } from "./declare-gap.ts";
import type { SealKey } from "./kms.ts";
import { itemsPage } from "./live-items.ts";
import { latestSeals, lockedSealsPage } from "./locked-pages.ts";
import type { LockedSeals } from "./locked-seals.ts";

/** What inspecting evidence needs of the world. */
export type Inspection = {
  table: Table;
  evidence: Table;
  key: Pick<SealKey, "publicKey">;
  locked: LockedSeals;
  now: () => Date;
};

/**
 * What operators can see of the evidence, and declare missing from it. `at` is when the reading of an answer began. No
 * answer tells personal data, but for that on a case: there stands what one controller was sent.
 */
export function inspectCommands({ table, evidence, key, locked, now }: Inspection) {
  const asOfNow = async (read: () => Promise<object>) => {
    const at = now().toISOString();
    return json(200, { ...(await read()), at });
  };
  return {
    "GET /evidence/chains": () => asOfNow(() => chainNames(evidence, key)),
    "GET /evidence/blocks": (call) => asOfNow(() => blocksPage(evidence, call)),
    "GET /evidence/items": (call) => asOfNow(() => itemsPage(table, call)),
    "GET /evidence/seals": (call) =>
      asOfNow(() =>
        call.queryStringParameters?.chain === undefined
          ? lockedSealsPage(locked, call)
          : sealedHeadsPage(evidence, call),
      ),
    "GET /evidence/seals/latest": () => asOfNow(() => latestSeals(evidence, locked)),
    "GET /evidence/cases/{reference}": (call) => asOfNow(() => caseItems(table, call)),
    "POST /evidence/gaps": async (call, caller) =>
      json(201, await declareGap({ table, now }, caller, jsonBody(call).value)),
  } satisfies Record<OperatorRouteKey<"inspect-evidence">, Command>;
}
