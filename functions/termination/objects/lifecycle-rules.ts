import { createHash } from "node:crypto";
import { dayMilliseconds } from "../../../shared/dates.ts";
import type { Territory } from "./territory.ts";
import { escapeXml, parseXml, UnreadableXml, type XmlElement } from "./xml.ts";

/** The two rules under one territory: what they are called, where they act and from when. */
export type Net = { ids: readonly [expire: string, markers: string]; prefix: string; date: string };

/** How many rules a bucket takes (Amazon S3 User Guide, "Managing the lifecycle of objects"). */
const mostRules = 1_000;

/** What the ids of all rules begin with that are put for this termination. */
function idPrefix(reference: string): string {
  return `meldpunt-${reference}-`;
}

/**
 * The net under a territory. S3 takes only midnight UTC as the date (S3 API Reference, "LifecycleExpiration"): the next
 * one at or after `destroyNotBefore`.
 */
export function netUnder({ bucket, prefix }: Territory, reference: string, destroyNotBefore: Date): Net {
  const place = createHash("sha256")
    .update(JSON.stringify([bucket, prefix]))
    .digest("hex")
    .slice(0, 12);
  const id = `${idPrefix(reference)}${place}`;
  const date = new Date(
    Math.ceil(destroyNotBefore.getTime() / dayMilliseconds) * dayMilliseconds,
  ).toISOString();
  return { ids: [`${id}-objects`, `${id}-markers`], prefix, date };
}

/**
 * The configuration with the net in it; every byte that was there stays. What is there already of it is replaced.
 * @param xml undefined where the bucket has none
 * @throws UnreadableXml
 */
export function withNet(xml: string | undefined, net: Net): string {
  const before = withoutRules(xml, (id) => net.ids.includes(id)) ?? emptyConfiguration;
  const { contentTo } = configurationOf(before);
  return before.slice(0, contentTo) + netRules(net, before) + before.slice(contentTo);
}

/**
 * The configuration without any rule of this termination; every other byte stays. Undefined when no rule is left: S3
 * takes no empty one.
 * @throws UnreadableXml
 */
export function withoutNets(xml: string | undefined, reference: string): string | undefined {
  return withoutRules(xml, (id) => id.startsWith(idPrefix(reference)));
}

/** Whether a rule of this termination is in the configuration. @throws UnreadableXml */
export function hasNets(xml: string | undefined, reference: string): boolean {
  return rulesOf(xml).some((rule) => idOf(rule).startsWith(idPrefix(reference)));
}

/** Whether there is room for the net beside all other rules. @throws UnreadableXml */
export function hasRoom(xml: string | undefined, net: Net): boolean {
  const others = rulesOf(xml).filter((rule) => !net.ids.includes(idOf(rule)));
  return others.length + net.ids.length <= mostRules;
}

/** The texts of the rules that are not of this termination, in an order of their own. @throws UnreadableXml */
export function othersRules(xml: string | undefined, reference: string): string[] {
  const others = rulesOf(xml).filter((rule) => !idOf(rule).startsWith(idPrefix(reference)));
  return others.map(({ from, to }) => xml?.slice(from, to) ?? "").sort();
}

/**
 * Whether S3 has the net as it was meant: `distorted` when it has rules of that name that act otherwise. A rule whose
 * prefix S3 has lost would act on the whole bucket.
 * @throws UnreadableXml
 */
export function findNet(xml: string | undefined, net: Net): "held" | "absent" | "distorted" {
  const found = rulesOf(xml).filter((rule) => net.ids.includes(idOf(rule)));
  if (found.length === 0) return "absent";
  const meant = rulesOf(withNet(xml, net)).filter((rule) => net.ids.includes(idOf(rule)));
  const isHeld =
    found.length === meant.length &&
    meant.every((rule) => found.some((other) => saysTheSame(leavesOf(rule), leavesOf(other))));
  return isHeld ? "held" : "distorted";
}

const emptyConfiguration =
  '<?xml version="1.0" encoding="UTF-8"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LifecycleConfiguration>';

/**
 * On a bucket that keeps versions the first rule leaves delete markers behind, and the second takes them away; one rule
 * cannot do both. On any other bucket the second does nothing.
 */
function netRules({ ids: [expire, markers], prefix, date }: Net, beside: string): string {
  const where = prefixElement(prefix, beside);
  const rule = (id: string, actions: string) =>
    `<Rule><ID>${escapeXml(id)}</ID>${where}<Status>Enabled</Status>${actions}</Rule>`;
  return (
    rule(
      expire,
      `<Expiration><Date>${date}</Date></Expiration>` +
        "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>" +
        "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>",
    ) + rule(markers, "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>")
  );
}

/** One old rule, with a prefix outside of a filter, and S3 refuses a filter in any other of the same configuration. */
function prefixElement(prefix: string, beside: string): string {
  const element = `<Prefix>${escapeXml(prefix)}</Prefix>`;
  const isOld = rulesOf(beside).some(({ children }) => children.some(({ name }) => name === "Prefix"));
  return isOld ? element : `<Filter>${element}</Filter>`;
}

function withoutRules(xml: string | undefined, isOurs: (id: string) => boolean): string | undefined {
  if (xml === undefined) return undefined;
  const ours = rulesOf(xml).filter((rule) => isOurs(idOf(rule)));
  if (ours.length === configurationOf(xml).children.length) return undefined;
  return ours.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), xml);
}

function rulesOf(xml: string | undefined): XmlElement[] {
  return xml === undefined ? [] : configurationOf(xml).children.filter(({ name }) => name === "Rule");
}

function configurationOf(xml: string): XmlElement {
  const root = parseXml(xml);
  if (root.name !== "LifecycleConfiguration") throw new UnreadableXml("not a lifecycle configuration");
  return root;
}

function idOf({ children }: XmlElement): string {
  return children.find(({ name }) => name === "ID")?.text ?? "";
}

/** What a rule says, each by the names of the elements around it. */
function leavesOf({ children }: XmlElement, path = ""): [path: string, text: string][] {
  return children.flatMap((child) =>
    child.children.length > 0
      ? leavesOf(child, `${path}${child.name}/`)
      : [[`${path}${child.name}`, child.text] satisfies [string, string]],
  );
}

function saysTheSame(meant: readonly [string, string][], found: readonly [string, string][]): boolean {
  return (
    meant.length === found.length &&
    meant.every(([path, text]) => found.some(([at, other]) => at === path && isSame(text, other)))
  );
}

/** A date may come back in another form. */
function isSame(text: string, other: string): boolean {
  return text === other || (text.endsWith("Z") && Date.parse(text) === Date.parse(other));
}
