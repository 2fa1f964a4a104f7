import type { Controller } from "../../shared/controller.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { domainOf } from "../../shared/mail-address.ts";
import { connectTable } from "../../shared/table.ts";
import { breachCommands } from "../breach/desk/breach-commands.ts";
import { reporterCommands } from "../breach/reporter/reporter-commands.ts";
import { agreementCommands } from "../termination/agreement-commands.ts";
import { territoriesOf } from "../termination/objects/territory.ts";
import { warningsOf } from "../termination/plan-view.ts";
import { destroyDaysIn, planningIn } from "../termination/planning.ts";
import { controllerCommands } from "./controller-commands.ts";
import { operate } from "./operate.ts";

const environment = readEnvironment("operate", process.env);
const { TABLE_NAME, SENDER, PRIVACY_DESK, BREACH_DESK } = environment;
const table = connectTable(TABLE_NAME);
const planning = planningIn(environment);
const ownDomains = [SENDER, PRIVACY_DESK, BREACH_DESK].map(domainOf);
const warningsOn = (controller: Controller) =>
  warningsOf(territoriesOf(controller, [], planning.places).excluded);
const now = () => new Date();

/** The operator API. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate({
    ...controllerCommands({ table, ownDomains, warningsOn, now }),
    ...reporterCommands({ table, now }),
    ...breachCommands({ table, now }),
    ...agreementCommands({ table, planning, destroyDays: destroyDaysIn(environment), now }),
  }),
);
