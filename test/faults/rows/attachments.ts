import type { Section } from "./section.ts";

/** What is wrong with a file that somebody hands in. */
export const attachments: Section = {
  title: "Attachments",
  rows: {
    D1: ["A/L", "an upload is not what was declared", "S3 refuses it; what was handed in is pinned"],
    D2: ["L/I", "an upload is never finished or handed in", "it expires; the submission stands, and says so"],
    D3: ["U", "a submission names another controller's file", "400; keys are made by us"],
    D4: ["U", "a file is not of the kind it says", "stored as bytes to be downloaded; the mismatch is told"],
    D5: ["U", "an archive is a bomb, nested or locked", "never unpacked by us; told, or withheld"],
    D6: ["L/A", "a file holds malware", "withheld and deleted; the controller and the log are told"],
    D7: [
      "L",
      "a scan is late, doubled, out of order or absent",
      "the text is not delayed; the state never goes back",
    ],
    D8: ["I", "an uploader forges the scan's tag", "only the scanner's role may tag"],
    D9: ["U", "a picture tells where it was taken", "unchanged for the controller, for nobody else"],
  },
};
