import * as z from "zod/mini";

/** Stands for one record, however often it is sent: from a random source, like an Idempotency-Key. */
export const recordKey = z
  .string()
  .check(
    z.refine(
      (text) => /^[!-~]{22,255}$/.test(text),
      "A key is 22 to 255 printable ASCII characters without blanks.",
    ),
  );
