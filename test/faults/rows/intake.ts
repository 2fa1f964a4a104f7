import type { Section } from "./section.ts";

/** What goes wrong between a submission and its one durable item. */
export const intake: Section = {
  title: "Intake and idempotency",
  rows: {
    A1: ["L", "the same key and body come again", "the same answer and reference, one item, one mail"],
    A2: ["L", "the same key comes with another body", "422, and the first stays as it was"],
    A3: ["L", "50 identical submissions come at once", "one item, one reference for all, no 5xx"],
    A4: ["L", "the same key comes on another path", "two independent submissions"],
    A5: ["U", "the key is too short, too long, empty or not printable", "400 and no item"],
    A6: [
      "L",
      "a new submission derives a reference that is taken",
      "a second reference, then 503; no overwrite",
    ],
    A7: [
      "L",
      "DynamoDB throttles or fails at every attempt",
      "503 with Retry-After, no item; later the key works",
    ],
    A8: ["L", "DynamoDB writes, and its answer is lost", "the retry gets the first reference; one item"],
    A9: ["L", "DynamoDB does not answer", "we give up before the gateway does, 503, and the next call works"],
    A10: ["L", "the function dies between the write and its answer", "the retry gets the first reference"],
    A11: ["L", "a replay comes long after", "the first answer while the case exists, 410 after destruction"],
    A12: ["U", "the body has unknown or server-side fields", "400; such fields are never taken from a body"],
    A13: ["U", "the JSON is hostile: prototypes, depth, encodings", "400 or read one way; nothing overflows"],
    A14: [
      "L/A",
      "a body or headers are far too large",
      "413 or the gateway's status, no item, bounded memory",
    ],
    A15: [
      "U",
      "a field or an item is just under or over its limit",
      "refused before DynamoDB would refuse it",
    ],
    A16: [
      "U/I",
      "content type, encoding or method is not what we take",
      "415, 405 or 204; no foreign origin",
    ],
    A17: ["L", "the controller is unknown, terminated, closing or destroyed", "404, accepted, 410, 410"],
    A18: ["U", "clocks are skewed and dates are odd", "our own time counts, a person's date is checked text"],
  },
};
