/** The part of mailparser 3.9 that is used here; the package brings no types. */
declare module "mailparser" {
  export type Attachment = { filename?: string; contentType?: string; content: Buffer };
  export type ParsedMail = {
    subject?: string;
    text?: string;
    html?: string | false;
    attachments: Attachment[];
  };
  export type ParserOptions = {
    skipHtmlToText?: boolean;
    skipTextToHtml?: boolean;
    keepCidLinks?: boolean;
  };
  export function simpleParser(source: Buffer, options?: ParserOptions): Promise<ParsedMail>;
}
