import { visible } from "../../../shared/visible.ts";
import { fieldsText } from "../fields-text.ts";
import { section, table } from "../output.ts";
import { findingsText } from "./finding-text.ts";
import type { LiveVerdict } from "./verify-live.ts";

/** What a check of the evidence has shown. */
export function verdictText(verdict: LiveVerdict): string {
  const { ok, at, key, seals, chains, items, pending, findings, declared, flagged } = verdict;
  const about = {
    asOf: at,
    seals:
      seals.count === 0
        ? "none"
        : `${seals.count}, the newest of ${seals.at ?? "a time that it does not tell"}`,
    ...(key !== undefined && { key: `${key} (compare it with the one in a mail to the controller)` }),
    itemsCompared: items,
    changedJustNow: `${pending} of them, which their chains need not tell of yet`,
  };
  const rows = chains.map(({ chain, entries, head, sealedUpTo }) => [
    visible(chain),
    String(entries),
    String(sealedUpTo),
    head.sequence > 0 ? `${head.sequence}:${head.hash}` : "",
  ]);
  return [
    section("Evidence", fieldsText(about)),
    section(
      "Chains",
      chains.length > 0 ? table([["CHAIN", "ENTRIES", "SEALED UP TO", "HEAD"], ...rows]) : "",
    ),
    findingsText("Wrong", findings),
    findingsText("Missing, as the chain declares", declared),
    findingsText("Worth knowing, and not wrong", flagged),
    ok
      ? "Nothing is wrong: every change follows on the one before, and the table is what its chains say."
      : `Something is wrong${first(verdict)}.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function first({ findings: { list } }: LiveVerdict): string {
  const { chain = "", sequence } = list.find((finding) => finding.sequence !== undefined) ?? {};
  return sequence === undefined ? "" : `, first at entry ${sequence} of ${visible(chain)}`;
}
