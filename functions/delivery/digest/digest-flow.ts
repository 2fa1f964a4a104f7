import type { Flow } from "../../../shared/flow.ts";
import { digestSchema, toldFrom } from "./digest.ts";
import { digestMail } from "./digest-mail.ts";

/** A digest asks for one mail to its desk, once nothing is added to it any more. */
export const digestFlow: Flow = (item) => {
  const digest = digestSchema.parse(item);
  const { reference, desk } = digest;
  return {
    reference,
    wants: () => [
      {
        id: "desk",
        type: "desk",
        ...(desk === "breach" && { urgent: true }),
        to: { desk },
        notBefore: toldFrom(digest),
      },
    ],
    compose: () => digestMail(digest),
  };
};
