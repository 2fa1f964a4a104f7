import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { domainOf } from "../../shared/mail-address.ts";
import { connectTable } from "../../shared/table.ts";
import { operate } from "./operate.ts";

const { TABLE_NAME, SENDER, PRIVACY_DESK } = readEnvironment("operate", process.env);

/** The operator API. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate({
    table: connectTable(TABLE_NAME),
    ownDomains: [domainOf(SENDER), domainOf(PRIVACY_DESK)],
    now: () => new Date(),
  }),
);
