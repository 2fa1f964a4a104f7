import type { OperatorClient } from "../operator-client.ts";
import { pathOf, readPages } from "../pages.ts";
import { type AuditSummary, auditPage } from "./audit-answer.ts";

/** All audits, newest first, or those of one controller; and the references of all that cannot be read. */
export async function listAudits(
  client: OperatorClient,
  controller: string | undefined,
): Promise<{ audits: AuditSummary[]; unreadable: string[] }> {
  const { pages, unreadable } = await readPages(auditPage, (from) =>
    client.request("GET", pathOf("/audits", { controllerId: controller, from })),
  );
  return { audits: pages.flatMap(({ audits }) => audits), unreadable };
}
