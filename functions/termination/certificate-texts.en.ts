import type { CertificateTexts } from "./certificate-texts.ts";

export const en: CertificateTexts = {
  subject: {
    certificate: "Certificate of destruction",
    "destruction-report": "Destruction incomplete",
  },
  opening: {
    certificate: (controller) =>
      `The agreement for ${controller} has ended. The personal data that we processed under it has been destroyed as stated below. You do not have to do anything. This certificate states only what has been verified, and says what was not searched. For what empties itself, it states when that is empty.`,
    "destruction-report": (controller) =>
      `The agreement for ${controller} has ended. We could not completely destroy the personal data that we processed under it, or could not verify that all of it is destroyed. Below you read first what is left and why, and then what was done. This is not a certificate of destruction. You will get one once the rest is verified to be destroyed as well. You do not have to do anything for that.`,
  },
  remains: {
    heading: "What was not destroyed",
    of: { objects: "Files", records: "Database" },
    codes: {
      AccessDenied:
        "S3 forbade it (AccessDenied), as it does for a locked file (Object Lock), a legal hold, a bucket that asks for a second factor (MFA delete) or a missing permission",
      UnreadableKey: "their name holds something that is no text (UnreadableKey)",
      UnsafeKey: "their name has . or .. as a part and might be taken for another file's (UnsafeKey)",
      StillListed: "something stayed or came, however often we deleted it (StillListed)",
    },
    reasons: {
      refused: (why, count) => `not deleted: ${count}; ${why}`,
      not_listed: (code) => `not known what is still there: S3 would not show it (${code})`,
      not_verified: () => "it has not been verified yet that nothing is left here",
      replicated: () => "files are or were copied here; S3 does not delete such copies as well",
      replication_unknown: (code) =>
        `not known whether files are copied to another bucket: S3 would not show it (${code})`,
      access_logged: () =>
        "access to the files is logged here, with their names; it is not known when that is deleted",
      access_logging_unknown: (code) =>
        `not known whether access to the files is logged: S3 would not show it (${code})`,
      overlaps: () => "not touched: this place overlaps one that is not your organisation's alone",
      unknown_bucket: () => "not touched: this is not a bucket in which we may delete",
      unknown_items: (_, count) =>
        `not deleted: ${count}, of a kind that this version of the system does not know`,
      files_left: (_, count) =>
        count === 1
          ? "not deleted: 1 case, because S3 does not delete its files"
          : `not deleted: ${count} cases, because S3 does not delete their files`,
    },
  },
  course: {
    intakeClosedAt: "No requests taken since",
    begunAt: "Destruction begun",
    finishedAt: "Last verification",
    counts: "Numbers",
    exact: "counted in full",
    atLeast:
      "at least: some of the work was interrupted, or S3 may have deleted a part itself, and not all of that was counted",
  },
  least: (count) => `at least ${count}`,
  objects: {
    heading: "Files",
    method:
      "We delete every version of a file, every delete marker and every unfinished upload, one by one. Then we ask what is still there. Lifecycle rules of S3 are only a net under that. They do not count as proof, and afterwards we remove them.",
    place: "Place",
    begunAt: "Begun",
    versions: "Deleted versions of files",
    deleteMarkers: "Deleted delete markers",
    unfinishedUploads: "Unfinished uploads called off",
    bytes: "Size in bytes",
    rules: "Lifecycle rules",
    mayHaveDeleted: "S3 may have deleted a part itself by them, which was not counted",
    ruleStates: {
      unset: () => "not set",
      set: () => "set",
      unconfirmed: () => "set, but not yet confirmed by S3",
      full: () => "not set: the bucket had as many rules as S3 allows",
      denied: (code) => `not set: S3 refused them (${code})`,
      distorted: () => "removed again: S3 gave them back other than they were set",
    },
    verified: "Verified that nothing was left",
    notVerified: "not yet verified",
  },
  records: {
    heading: "Database",
    requests: "Deleted of requests of data subjects and the mails about them",
    breachReports: "Deleted breach reports that concerned only your organisation, with their files",
    sharedBreachReports: "Other breach reports, from which the id of your organisation was removed",
    notices:
      "Deleted of what we wrote to you and recorded for you: on breaches, contact addresses, statements, sub-processors, instructions, assistance and audits",
    verified: (at) =>
      `On ${at} the whole database was searched consistently for the id of your organisation. It held nothing more under that id, except what is named below as kept.`,
    notVerified:
      "It has not been verified yet that the database holds nothing more under the id of your organisation.",
    indexes:
      "The database's indexes hold only keys and are updated by the database itself. That was not verified separately.",
  },
  emptyBy: (at, why) => `empty by ${at} (${why})`,
  kept: (until) => `We keep only the following, until ${until}. Then we delete that too.`,
  keptLater: "Once the rest is destroyed as well, we keep only the following, for a fixed time.",
  noLongerNamed: {
    heading: "Announced, but not deleted",
    text: "These places were in our announcement, but were no longer recorded as your organisation's when the destruction was done. In this destruction we deleted nothing there.",
  },
};
