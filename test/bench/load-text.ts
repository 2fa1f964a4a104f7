import type { LoadFigures, Waits } from "./load-run.ts";
import type { Writes } from "./load-writes.ts";

/** The figures for people: Markdown tables, between sentences. */
export function loadText(figures: LoadFigures): string {
  const { requests, others, refusals, mails, seconds, waits, writes } = figures;
  return [
    `${requests} requests to one controller and ${others} to others, all accepted, ${refusals} times after a 503: ` +
      `answered within ${inSeconds(seconds.answered)}, mailed within ${inSeconds(seconds.mailed)}.`,
    `${mails.wanted} mails wanted, ${mails.lost} lost, ${mails.repeated} sent more than once.`,
    "",
    "| from the answer to the controller's mail | median | p99 | most |",
    "|---|--:|--:|--:|",
    waitsRow("others, while nothing else happens", waits.idle),
    waitsRow("others, under load", waits.others),
    waitsRow("the one", waits.one),
    "",
    "| writes to | in all | keys | of the hottest | its share | its most in a second, of 1,000 |",
    "|---|--:|--:|--:|--:|--:|",
    ...writes.map(writesRow),
    "",
  ].join("\n");
}

function waitsRow(who: string, { median, p99, most }: Waits): string {
  return `| ${who} | ${inSeconds(median)} | ${inSeconds(p99)} | ${inSeconds(most)} |`;
}

function writesRow({ where, writes, keys, hottest }: Writes): string {
  const share = writes === 0 ? 0 : (100 * hottest.writes) / writes;
  return `| ${where} | ${writes} | ${keys} | ${hottest.writes} | ${share.toFixed(1)} % | ${hottest.mostInASecond} |`;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
}
