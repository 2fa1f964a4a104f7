import { invalidArgument, invalidRequest, malformedXml } from "../s3-error.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "../xml-document.ts";
import { filterElements, readFilter } from "./lifecycle-filter.ts";
import type { LifecycleRule } from "./lifecycle-rule.ts";
import { readDate, requiredDays } from "./lifecycle-values.ts";

const mostRules = 1000;
const longestId = 255;

const actions = [
  "AbortIncompleteMultipartUpload",
  "Expiration",
  "NoncurrentVersionExpiration",
  "NoncurrentVersionTransition",
  "Transition",
];

/**
 * Reads a lifecycle configuration and refuses what S3 refuses (Amazon S3 API Reference,
 * "PutBucketLifecycleConfiguration"). What only acts on versions or storage classes is checked and left out.
 * @throws S3Error
 */
export function readLifecycleConfiguration(body: Buffer): LifecycleRule[] {
  const root = parseXml(body);
  const rules = childrenOf(root, "Rule", ["Rule"]);
  if (root.name !== "LifecycleConfiguration" || rules.length === 0 || rules.length > mostRules) {
    throw malformedXml();
  }
  const read = rules.map(readRule);
  const ids = read.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size < ids.length) {
    throw invalidArgument("Rule ID must be unique. Found same ID for one or more rules");
  }
  return read;
}

function readRule(rule: XmlElement): LifecycleRule {
  const found = childrenOf(rule, "Filter", ["ID", "Status", ...filterElements, ...actions]);
  const status = textOf(rule, "Status");
  if (status !== "Enabled" && status !== "Disabled") throw malformedXml();
  if (!rule.children.some(({ name }) => actions.includes(name))) {
    throw invalidRequest("At least one action needs to be specified in a rule");
  }
  const id = textOf(rule, "ID");
  if (id !== undefined && id.length > longestId) {
    throw invalidArgument(`ID length should not exceed allowed limit of ${longestId}`);
  }
  const filter = readFilter(textOf(rule, "Prefix"), found);
  const restricted = filter.tagged || filter.largerThan !== undefined || filter.smallerThan !== undefined;
  const abort = one(rule, "AbortIncompleteMultipartUpload");
  if (abort && restricted) {
    throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with tags or object sizes");
  }
  checkNoncurrent(one(rule, "NoncurrentVersionExpiration"));
  return {
    id: id === "" ? undefined : id,
    enabled: status === "Enabled",
    filter,
    expiration: readExpiration(one(rule, "Expiration"), filter.tagged),
    abortAfterDays: abort && requiredDays(abort, "DaysAfterInitiation"),
  };
}

function readExpiration(expiration: XmlElement | undefined, tagged: boolean): LifecycleRule["expiration"] {
  if (!expiration) return undefined;
  childrenOf(expiration, "Days", ["Days", "Date", "ExpiredObjectDeleteMarker"]);
  const [only, ...more] = expiration.children;
  if (!only || more.length > 0) throw malformedXml();
  switch (only.name) {
    case "Days":
      return { days: requiredDays(expiration, "Days") };
    case "Date":
      return { date: readDate(only.text) };
    default:
      if (!/^(true|false)$/.test(only.text)) throw malformedXml();
      if (tagged) throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with tags");
      return undefined;
  }
}

function checkNoncurrent(action: XmlElement | undefined): void {
  if (!action) return;
  childrenOf(action, "NoncurrentDays", ["NoncurrentDays", "NewerNoncurrentVersions"]);
  requiredDays(action, "NoncurrentDays");
  const kept = textOf(action, "NewerNoncurrentVersions");
  if (kept !== undefined && !(/^\d{1,3}$/.test(kept) && Number(kept) >= 1 && Number(kept) <= 100)) {
    throw invalidArgument("'NewerNoncurrentVersions' must be an integer from 1 to 100");
  }
}

function one(rule: XmlElement, name: string): XmlElement | undefined {
  const [found, ...more] = rule.children.filter((child) => child.name === name);
  if (more.length > 0) throw malformedXml();
  return found;
}
