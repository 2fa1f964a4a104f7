import type { Block } from "../../shared/document.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import type { SeenHead } from "./heads.ts";
import { witnessTexts } from "./witness-texts.ts";

/**
 * A mail as a witness of its controller's chain: it ends with where the chain ends as the mail is written, and its hand-over
 * says so too.
 */
export function asWitness(mail: Mail, head: SeenHead): Mail {
  const blocks = [...mail.blocks, ...headBlocks(head, mail.language)];
  const { handOver } = mail;
  if (!handOver || typeof head === "string") return { ...mail, blocks };
  return { ...mail, blocks, handOver: { ...handOver, evidence: head } };
}

function headBlocks(head: SeenHead, language: Mail["language"]): Block[] {
  const { heading, about, none, unreadable, labels, check } = witnessTexts[language];
  if (head === "none" || head === "unreadable")
    return [{ heading }, { paragraph: `${about} ${head === "none" ? none : unreadable}` }];
  const { chain, sequence, hash, key } = head;
  return [
    { heading },
    { paragraph: `${about} ${check.last}` },
    {
      facts: [
        [labels.chain, chain],
        [labels.sequence, String(sequence)],
        [labels.hash, hash],
        ...(key === undefined ? [] : [[labels.key, key] as const]),
      ],
    },
    { paragraph: check.how },
    { facts: [[labels.command, `meldpunt verify-export ${check.file} --head ${sequence}:${hash}`]] },
  ];
}
