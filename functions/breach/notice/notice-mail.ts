import type { Moment } from "../../../shared/flow.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { toAsciiAddress } from "../../../shared/mail-address.ts";
import type { Notice } from "./chain.ts";
import { earlierNotices, type NoticeContent } from "./notice.ts";
import {
  changeBlocks,
  clockBlocks,
  earlierTold,
  itemBlocks,
  noteBlocks,
  openingBlocks,
  sheetBlocks,
} from "./notice-blocks.ts";
import { noticeHandOver } from "./notice-hand-over.ts";
import { noticeTexts } from "./notice-texts.ts";

/**
 * The mail that tells one controller of a breach (GDPR art. 33(2); article 7.3 of the agreement). All notices of one
 * report have the same subject, because some mail programs keep threads together by it.
 * @param acknowledge the link by which the controller says that it was read
 */
export function noticeMail(
  content: NoticeContent,
  { deliveries, publicUrl }: Moment & { publicUrl: string },
  acknowledge?: string,
): Mail {
  const { of, language, notice } = content;
  const texts = noticeTexts[language];
  return {
    reference: of.reference,
    type: "breach-notice",
    language,
    subject: texts.subject,
    replyTo: toAsciiAddress(content.contact.email),
    thread: threadOf(notice, deliveries),
    blocks: [
      ...openingBlocks(content, acknowledge),
      ...changeBlocks(content),
      ...noteBlocks(content),
      ...earlierTold(content),
      ...itemBlocks(content),
      ...sheetBlocks(content),
      ...clockBlocks(content),
      { paragraph: texts.handOver },
    ],
    handOver: noticeHandOver(content, publicUrl),
  };
}

/** How many of the latest mails a mail names beside the first: a header that grows without end is refused. */
const latest = 10;

/** The ids that SES gave to the first and the latest of the earlier notices to the same controller. */
function threadOf(notice: Notice, deliveries: Moment["deliveries"]): string[] {
  const ids = earlierNotices(notice, deliveries).flatMap((delivery) => delivery?.messageId ?? []);
  return [...ids.slice(0, 1), ...ids.slice(1).slice(-latest)];
}
