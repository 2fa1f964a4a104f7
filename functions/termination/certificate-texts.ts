import type { Translated } from "../../shared/language.ts";
import type { CertificateDocument } from "./certificate-schema.ts";
import { en } from "./certificate-texts.en.ts";
import { nl } from "./certificate-texts.nl.ts";
import type { NetState } from "./objects/progress.ts";
import type { Remain, RemainReason } from "./remains.ts";

type DocumentType = CertificateDocument["type"];

/** What the certificate, and the report that takes its place, say. Facts are put in by the caller. */
export type CertificateTexts = {
  subject: Readonly<Record<DocumentType, string>>;
  opening: Readonly<Record<DocumentType, (controller: string) => string>>;
  remains: {
    heading: string;
    of: Readonly<Record<Remain["of"], string>>;
    /** Why, of a code that S3 answered with or of one of the destruction's own; of all others the code itself. */
    codes: Readonly<Record<string, string>>;
    reasons: Readonly<Record<RemainReason, (why: string, count: number) => string>>;
  };
  course: {
    intakeClosedAt: string;
    begunAt: string;
    finishedAt: string;
    counts: string;
    exact: string;
    atLeast: string;
  };
  /** A count that is not exact. */
  least: (count: number) => string;
  objects: {
    heading: string;
    method: string;
    place: string;
    begunAt: string;
    versions: string;
    deleteMarkers: string;
    unfinishedUploads: string;
    bytes: string;
    rules: string;
    /** Of a place in which S3 may have acted on the rules. */
    mayHaveDeleted: string;
    ruleStates: Readonly<Record<NetState, (code: string) => string>>;
    verified: string;
    notVerified: string;
  };
  records: {
    heading: string;
    requests: string;
    breachReports: string;
    sharedBreachReports: string;
    notices: string;
    verified: (at: string) => string;
    notVerified: string;
    indexes: string;
  };
  emptyBy: (at: string, why: string) => string;
  kept: (until: string) => string;
  /** While not everything is destroyed. */
  keptLater: string;
  noLongerNamed: { heading: string; text: string };
};

export const certificateTexts: Translated<CertificateTexts> = { nl, en };
