import fc from "fast-check";

const head =
  '<?xml version="1.0" encoding="UTF-8"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';

/** A configuration of these rules, as S3 gives it. */
export function configuration(...rules: readonly string[]): string {
  return `${head}${rules.join("")}</LifecycleConfiguration>`;
}

/** A rule of somebody else, with an element that no SDK of today knows. */
export const foreignRule =
  "<Rule><ID>logs &amp; more</ID><Filter><And><Prefix>logs/</Prefix><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></And></Filter>" +
  '<Status>Enabled</Status><FutureAction since="2031"><Rule>inner</Rule><Days>3</Days></FutureAction></Rule>';

/** A rule in the old form, whose prefix is not in a filter. */
export const oldRule =
  "<Rule><ID>old</ID><Prefix>tmp/</Prefix><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>";

const space = fc.constantFrom("", " ", "\n", "\n\t", "<!-- <Rule> -->", "<?pi <Rule>?>");
const text = fc.constantFrom(
  "",
  "a",
  " a b ",
  "&amp;&lt;&#x1F600;",
  "é",
  "<![CDATA[</Rule><Rule>]]>",
  "true",
  "2027-01-01T00:00:00.000Z",
);
const name = fc.constantFrom(
  "ID",
  "Filter",
  "Prefix",
  "Rule",
  "And",
  "Status",
  "Future",
  "Expiration",
  "a:b",
);
const attributes = fc.constantFrom("", ' a="1"', " a='>' b=\"/>\"", ' xmlns:a="urn:a"');

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, tie("content"), space)
    .map(([tag, attribute, content, end]) =>
      content === ""
        ? `<${tag}${attribute}/>`
        : `<${tag}${attribute}>${content}</${tag}${end === " " ? end : ""}>`,
    ),
  content: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    fc.array(fc.tuple(space, tie("element")), { maxLength: 3 }).map((parts) => parts.flat().join("")),
  ),
}));

const rule = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.array(fc.tuple(space, element), { maxLength: 4 }))
  .map(([n, parts]) => `<Rule><ID>theirs-${n}</ID>${parts.flat().join("")}</Rule>`);

/** Any configuration that is not empty, without rules of ours: with elements that nobody knows, comments and spaces. */
export const anyConfiguration: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.tuple(space, fc.oneof(rule, element)), { minLength: 1, maxLength: 5 }), space)
  .map(([rules, end]) => configuration(...rules.flat(), end));
