import type { Section } from "./section.ts";

/** What somebody does who means harm, or too much. */
export const abuse: Section = {
  title: "Abuse",
  rows: {
    B1: ["L", "a stranger reports a confirmed breach", "held for the breach desk; no controller is told"],
    B2: [
      "L",
      "a reporter code is guessed, revoked or sent elsewhere",
      "as a stranger; constant time, never logged",
    ],
    B3: ["L", "a reporter floods the desk", "a digest after a threshold; every report is stored"],
    B4: ["U", "the field that people do not see is filled in", "400 with an explanation; nothing is stored"],
    B5: [
      "L",
      "one address is to get 1,000 acknowledgements",
      "capped, shown in the status; controllers get theirs",
    ],
    B6: [
      "U",
      "the same address comes in many spellings",
      "one cap for all; the controller sees what was typed",
    ],
    B7: ["L/I", "ten times the budget arrives", "shed at the gateway; other controllers and breaches go on"],
    B8: ["U/L", "references and codes are enumerated", "the same 404 in the same time; only the code opens"],
    B9: ["U/I", "the link to a status leaks", "no code in an address that is logged or sent on; no-store"],
    B10: [
      "U",
      "a hostile site frames or posts our form",
      "no framing, no foreign origin, no ambient credentials",
    ],
    B11: ["U", "X-Forwarded-For is forged", "nothing reads it, and no caller's address is stored or logged"],
    B12: ["U", "an acknowledgement is to carry an advert", "it holds no text that the submitter typed"],
  },
};
