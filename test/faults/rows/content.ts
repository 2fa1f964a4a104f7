import type { Section } from "./section.ts";

/** What a text does to the mail, page or file that it is put into. */
export const content: Section = {
  title: "Content into mail, HTML and CSV",
  rows: {
    C1: ["U", "a value breaks its line", "refused or stripped; a mail has exactly its headers"],
    C2: ["U", "an address holds more than one mailbox", "one mailbox or 400; no envelope address from input"],
    C3: [
      "U",
      "a text is markup, script or a link",
      "text first, HTML escaped, links defanged, nothing remote",
    ],
    C4: ["U", "characters hide or reverse a text", "shown marked; the data file keeps the text as it came"],
    C5: ["U", "a domain looks like another", "its punycode stands beside it, and the controller is warned"],
    C6: ["U", "a cell of a CSV export is a formula", "neutralised, and the change is documented"],
    C7: ["U", "a text is a template or a replacement pattern", "inert"],
    C8: ["U", "a text of 100 KB is made to stall an expression", "every expression takes linear time"],
    C9: [
      "U",
      "a text is one huge grapheme, or emoji, or NUL",
      "counted in code points and bytes; the mail builds",
    ],
    C10: ["U", "a mail is over the limit of SES", "its size is known before it is sent"],
    C11: ["L", "a text imitates lines of a log", "one line of JSON each, with nothing that a person typed"],
  },
};
