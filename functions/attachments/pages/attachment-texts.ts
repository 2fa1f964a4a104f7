import type { Finding, Scan } from "../../../shared/attachments/attachment.ts";
import type { AttachmentStatus } from "../../../shared/attachments/attachment-status.ts";
import type { Translated } from "../../../shared/language.ts";
import type { ProblemText } from "../../pages/problem-text.ts";
import type { CaseOfFilesKind } from "../case-of-files.ts";
import { en } from "./texts.en.ts";
import { nl } from "./texts.nl.ts";

/** What the pages about files say. */
export type AttachmentTexts = {
  reference: string;
  status: string;
  upload: {
    title: string;
    limits: string;
    /** `until`: when the form runs out. `types`: all that are taken. */
    limit: (until: string, types: string) => readonly string[];
    after: string;
    goes: Readonly<Record<CaseOfFilesKind, readonly string[]>>;
    kept: readonly string[];
    error: string;
    errors: readonly string[];
    file: string;
    hint: string;
    send: string;
    another: string;
    /** The form has run out. */
    over: ProblemText;
  };
  file: string;
  numbered: (number: number) => string;
  states: Readonly<Record<AttachmentStatus, ProblemText>>;
  again: string;
  download: {
    title: string;
    intro: string;
    name: string;
    size: string;
    bytes: (size: number) => string;
    announced: string;
    type: string;
    unknown: string;
    sum: string;
    receivedAt: string;
    scan: string;
    scans: Readonly<Record<Scan, string>>;
    warning: string;
    findings: Readonly<Record<Finding, string>>;
    careful: string;
    button: string;
    /** `name`: what the file is called once it is downloaded. */
    saved: (name: string) => string;
    withheld: ProblemText;
  };
  /** Why no form is given out, by the refusal's reason. */
  problems: Readonly<
    Record<"too_many_attachments" | "already_closed" | "already_ended" | "controller_gone", ProblemText>
  >;
};

/** What the pages about files say. They are apart, because only the function behind those pages needs them. */
export const attachmentTexts: Translated<AttachmentTexts> = { nl, en };
