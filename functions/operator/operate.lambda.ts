import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { domainOf } from "../../shared/mail-address.ts";
import { connectTable } from "../../shared/table.ts";
import { breachCommands } from "../breach/desk/breach-commands.ts";
import { reporterCommands } from "../breach/reporter/reporter-commands.ts";
import { controllerCommands } from "./controller-commands.ts";
import { operate } from "./operate.ts";

const { TABLE_NAME, SENDER, PRIVACY_DESK, BREACH_DESK } = readEnvironment("operate", process.env);
const table = connectTable(TABLE_NAME);
const now = () => new Date();

/** The operator API. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate({
    ...controllerCommands({ table, ownDomains: [SENDER, PRIVACY_DESK, BREACH_DESK].map(domainOf), now }),
    ...reporterCommands({ table, now }),
    ...breachCommands({ table, now }),
  }),
);
