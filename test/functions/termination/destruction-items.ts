import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type BreachCase, openBreach } from "../../../functions/breach/breach.ts";
import { openCase } from "../../../functions/request/request.ts";
import { controller as controllerSchema } from "../../../shared/controller.ts";
import { toControllerItem, toRegistryItem } from "../../../shared/controller-item.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { itemKey } from "../../../shared/table.ts";
import { entry, report } from "../../support/breaches.ts";
import { type KeptFile, keptFile } from "../../support/kept-files.ts";
import { assigned, unassignedCase } from "../../support/requests.ts";
import { delivery, submission, voorbeeld } from "../../support/submissions.ts";
import { canary } from "./destruction-buckets.ts";

const receivedAt = new Date("2026-11-21T12:00:00.000Z");

/**
 * Cases in the table, with all that stands beside them: Voorbeeld B.V.'s alone, those that it shares, and the rest. `files`
 * are the keys of the files that were attached to them.
 */
export type Cases = {
  ours: StoredItem[];
  shared: StoredItem[];
  others: StoredItem[];
  files: { ours: string[]; shared: string[]; others: string[] };
};

/** Neighbours whose ids and prefixes begin alike, and one of another kind. */
const neighbours = [
  { id: "voorbeeld-bv-2", name: "Voorbeeld 2 B.V.", prefix: "c/10/" },
  { id: "voorbeeld-b", name: "Voorbeeld B", prefix: "c/2/" },
  { id: "example-ltd", name: "Example Ltd", prefix: "c/3/" },
];

const parties = [{ id: "voorbeeld-bv", name: "Voorbeeld B.V." }, ...neighbours];

/** Voorbeeld B.V., with its data in these places besides, and its neighbours. */
export function controllerItems(storage: readonly { bucket: string; prefix: string }[]): StoredItem[] {
  const all = [
    controllerSchema.parse({ ...voorbeeld(), storage }),
    ...neighbours.map(({ prefix, ...named }) =>
      controllerSchema.parse({
        ...voorbeeld(),
        ...named,
        storage: [{ bucket: "hosted-bucket", prefix }],
      }),
    ),
  ];
  const items = [toRegistryItem(all.length), ...all.map(toControllerItem)].map((item) => unmarshall(item));
  return items.map((item) => ({ ...item, ...itemKey(item) }));
}

/** Requests and breach reports with their mails and files, from before the termination. */
export function caseItems(): Cases {
  const request = requestItems("voorbeeld-bv", 2);
  const alone = breachItems("alone", ["voorbeeld-bv"]);
  const shared = breachItems("shared", ["voorbeeld-bv", "example-ltd"]);
  const theirs = breachItems("theirs", ["voorbeeld-bv-2", "voorbeeld-b"]);
  const ofRequest = keptFile(
    referenceOf(request),
    { kind: "request", controllerId: "voorbeeld-bv" },
    ourName,
  );
  const [found, ofFound] = assignedItems();
  const ofAlone = keptFile(referenceOf(alone), { kind: "breach" }, { ...ourName, sequence: 2 });
  const both = ["voorbeeld-bv", "example-ltd"];
  const ofShared = keptFile(referenceOf(shared), { kind: "breach" }, { sequence: 2, concerns: both });
  const ofTheirs = keptFile(referenceOf(theirs), { kind: "breach" }, { sequence: 2 });
  const { pendingShard: _shard, pendingAt: _at, ...waiting } = unassignedCase();
  const ofDesk = keptFile(waiting.reference, withDesk);
  const keysOf = (...files: readonly KeptFile[]) => files.map(({ key }) => key);
  return {
    ours: [
      ...requestItems("voorbeeld-bv", 1),
      ...[...request, ...ofRequest.items],
      ...found,
      ...[...alone, ...ofAlone.items],
    ],
    shared: [...shared, ...ofShared.items],
    others: [
      ...neighbours.flatMap(({ id }) => requestItems(id, 1)),
      ...[...theirs, ...ofTheirs.items],
      ...[{ pk: waiting.reference, sk: "case", ...waiting }, ...ofDesk.items],
    ],
    files: {
      ours: keysOf(ofRequest, ofFound, ofAlone),
      shared: keysOf(ofShared),
      others: keysOf(ofTheirs, ofDesk),
    },
  };
}

const ourName = { filename: `${canary}.pdf` };
const withDesk = { kind: "request", controllerId: undefined } as const;

/** A request that the desk assigned to Voorbeeld B.V., and its file, which nobody has taken there yet. */
function assignedItems(): [items: StoredItem[], file: KeptFile] {
  const { pendingShard: _shard, pendingAt: _at, ...asked } = unassignedCase();
  const reference = "DSR-0000-0000-A551";
  const file = keptFile(reference, withDesk, ourName);
  const found = assigned({ reference, sequence: 2, controllerId: "voorbeeld-bv" });
  const items = [
    { pk: reference, sk: "case", ...asked, reference },
    { pk: reference, sk: "case#000002", ...planned(found) },
    ...file.items,
    deliveryItem({ reference, id: "acknowledgement", type: "acknowledgement" }),
    deliveryItem({ reference, id: "request", controllerId: "voorbeeld-bv" }),
  ];
  return [items, file];
}

function referenceOf([item]: readonly StoredItem[]): string {
  if (!item) throw new Error("there is no case");
  return item.pk;
}

function requestItems(id: string, n: number): StoredItem[] {
  const isOurs = id === "voorbeeld-bv";
  const asked = submission({ controllerId: id, message: isOurs ? canary : "Iets anders." });
  const { case: of } = openCase(
    {
      submission: asked,
      body: JSON.stringify(asked),
      key: `the key of request ${n} to ${id}`,
      controller: { id, name: id },
      language: "nl",
      at: receivedAt,
    },
    0,
  );
  const { reference } = of;
  const mails = ["request", "acknowledgement"] as const;
  return [
    { pk: reference, sk: "case", ...planned(of) },
    ...mails.map((type) => deliveryItem({ reference, id: type, type, controllerId: id })),
  ];
}

/** A case or an entry as it is once its mails are planned. */
function planned<T extends { pendingShard?: string | undefined; pendingAt?: string | undefined }>(of: T) {
  const { pendingShard: _shard, pendingAt: _at, ...rest } = of;
  return rest;
}

/** A confirmed breach report to these controllers, with an update, a notice to each and an acknowledgement. */
export function breachItems(
  name: "alone" | "shared" | "theirs" | "late" | "late-shared",
  controllerIds: readonly string[],
  at = receivedAt,
): StoredItem[] {
  const reported = report({
    controllerIds: [...controllerIds],
    description: name === "alone" ? canary : "Een ander lek.",
  });
  const controllers = parties
    .filter(({ id }) => controllerIds.includes(id))
    .map(({ id, name }) => ({ id, name }));
  const of: BreachCase = openBreach(
    {
      report: reported,
      body: JSON.stringify(reported),
      key: `the key of the breach report ${name}`,
      controllers,
      reporterId: "reporter0001",
      language: "nl",
      at,
    },
    0,
  ).case;
  const { reference } = of;
  const update = entry({
    reference,
    at: new Date(at.getTime() + 60_000).toISOString(),
    concerns: [...controllerIds],
  });
  const notices = controllerIds.map((id) =>
    deliveryItem({
      reference,
      id: `notice-1-${id}`,
      type: "breach-notice",
      controllerId: id,
      state: "delivered",
    }),
  );
  return [
    { pk: reference, sk: "case", ...planned(of) },
    { pk: reference, sk: "case#000001", ...planned(update) },
    ...notices,
    deliveryItem({ reference, id: "acknowledgement", type: "acknowledgement" }),
  ];
}

/** Voorbeeld B.V.'s, of a kind that this release does not know. */
export const unknownItem: StoredItem = {
  pk: "XYZ-1",
  sk: "case",
  kind: "of a later release",
  v: 9,
  controllerId: "voorbeeld-bv",
};

/** The first mail about a termination, which SES took at that time, or never. */
export function noticeItem(reference: string, at: Date | null): StoredItem {
  const accepted = at && ({ state: "accepted", attempt: 1, acceptedAt: at.toISOString() } as const);
  return deliveryItem({
    reference,
    id: "termination",
    type: "termination",
    controllerId: "voorbeeld-bv",
    ...(accepted ?? { state: "pending" }),
  });
}

function deliveryItem(changes: Partial<Delivery> & Pick<Delivery, "reference" | "id">): StoredItem {
  return {
    pk: changes.reference,
    sk: `delivery#${changes.id}`,
    ...delivery({ state: "delivered", ...changes }),
  };
}
