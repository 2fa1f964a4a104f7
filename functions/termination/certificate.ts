import type { TerminationEntry, TerminationHistory } from "./agreement.ts";
import { agreementDatesOf } from "./agreement-dates.ts";
import {
  type CertificateDocument,
  certificateSchema,
  certificateSchemaPath,
  keptParts,
  notSearchedParts,
} from "./certificate-schema.ts";
import { placeText } from "./destruction-plan.ts";
import { mayHaveExpired, type ObjectsProgress } from "./objects/progress.ts";
import type { Outcome } from "./outcome.ts";
import { remainsOf } from "./remains.ts";

/**
 * The certificate, or the report, that an entry of a termination stands for. The same entry gives the same document,
 * down to the order of its fields, whenever and wherever it is made.
 * @throws Error when the entry is none of the two, or claims more than its outcome proves
 */
export function certificateDocument(
  { case: of }: Pick<TerminationHistory, "case">,
  { move, outcome, sequence, at }: TerminationEntry,
): CertificateDocument {
  if ((move !== "certify" && move !== "report") || !outcome)
    throw new Error("no certificate or report is made of such an entry");
  const { records } = outcome;
  const recordsEmptyAt = records.unknown > 0 ? null : (records.emptyAt ?? null);
  const objects = outcome.objects.map(objectsPart);
  const isLogged = objects.some(({ verifiedEmptyAt }) => verifiedEmptyAt === null);
  const emptying = outcome.emptying.filter(({ store }) =>
    store === "access-logs" ? !isLogged : recordsEmptyAt !== null,
  );
  return certificateSchema.parse({
    $schema: certificateSchemaPath,
    type: move === "certify" ? "certificate" : "destruction-report",
    reference: of.reference,
    number: sequence,
    recordedAt: at,
    controller: { id: of.controllerId, name: of.controllerName },
    agreement: { terminatedAt: of.terminatedAt, ...agreementDatesOf(of) },
    destruction: {
      intakeClosedAt: outcome.closedAt,
      begunAt: outcome.begunAt,
      finishedAt: outcome.finishedAt,
    },
    countsAreExact: outcome.countsAreExact,
    objects,
    records: {
      requests: records.requests,
      breachReports: records.breachReports,
      sharedBreachReports: records.sharedReports,
      notices: records.notices,
      verifiedEmptyAt: recordsEmptyAt,
    },
    notSearched: [...notSearchedParts],
    emptying: emptying.map(({ store, where, emptyBy }) => ({ store, where: where ?? null, emptyBy })),
    kept: { what: [...keptParts], until: move === "certify" ? outcome.keptUntil : null },
    noLongerNamed: noLongerNamed(of.plan, outcome),
    notDestroyed: remainsOf(outcome),
  } satisfies Record<Exclude<keyof CertificateDocument, "evidence">, unknown>);
}

function objectsPart(progress: ObjectsProgress) {
  const { bucket, prefix, begunAt, net, netRefusal, emptyAt, unlisted, left = {} } = progress;
  const isLeft = unlisted !== undefined || Object.values(left).some((count) => count > 0);
  return {
    bucket,
    prefix,
    begunAt: begunAt ?? null,
    deleted: {
      versions: progress.versions,
      deleteMarkers: progress.deleteMarkers,
      unfinishedUploads: progress.uploads,
      bytes: progress.bytes,
    },
    lifecycleRules: { state: net, code: netRefusal ?? null, mayHaveDeleted: mayHaveExpired(progress) },
    verifiedEmptyAt: isLeft ? null : (emptyAt ?? null),
  };
}

/** A place within one that was destroyed, or is named as not destroyed, is not named again. */
function noLongerNamed(plan: TerminationHistory["case"]["plan"], { objects, excluded }: Outcome): string[] {
  const named = [...objects, ...excluded].map(placeText);
  return plan.flatMap(({ store, where = "" }) =>
    store === "objects" && !named.some((place) => where.startsWith(place)) ? [where] : [],
  );
}
