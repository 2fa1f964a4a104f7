import { malformedXml } from "../s3-error.ts";
import { childrenOf, textOf, type XmlElement } from "../xml-document.ts";
import type { LifecycleFilter } from "./lifecycle-rule.ts";
import { readSize } from "./lifecycle-values.ts";

/** Which elements of a rule say what it is for: a filter, or as it once was a prefix. */
export const filterElements = ["Filter", "Prefix"];

const predicates = ["Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

/**
 * What a rule is for.
 * @param prefix the text of the rule's own prefix, if any.
 * @throws S3Error unless there is one filter or a prefix.
 */
export function readFilter(prefix: string | undefined, filters: readonly XmlElement[]): LifecycleFilter {
  const [filter, ...more] = filters;
  if (more.length > 0 || (prefix === undefined) === (filter === undefined)) throw malformedXml();
  if (!filter) return { prefix: prefix ?? "", tagged: false, largerThan: undefined, smallerThan: undefined };
  const [and] = childrenOf(filter, "And", [...predicates, "And"]);
  if (filter.children.length > 1 || (and && and.children.length < 2)) throw malformedXml();
  return readPredicates(and ?? filter);
}

function readPredicates(parent: XmlElement): LifecycleFilter {
  const tags = childrenOf(parent, "Tag", predicates);
  if (tags.some((tag) => textOf(tag, "Key") === undefined || textOf(tag, "Value") === undefined)) {
    throw malformedXml();
  }
  return {
    prefix: textOf(parent, "Prefix") ?? "",
    tagged: tags.length > 0,
    largerThan: readSize(textOf(parent, "ObjectSizeGreaterThan")),
    smallerThan: readSize(textOf(parent, "ObjectSizeLessThan")),
  };
}
