import type { Controller } from "../../shared/controller.ts";
import { readController } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { domainOf } from "../../shared/mail-address.ts";
import { connectTable } from "../../shared/table.ts";
import { fileStore } from "../attachments/kept-files.ts";
import { moveOrLog } from "../attachments/move-attachments.ts";
import { connectS3 } from "../attachments/s3-client.ts";
import { breachCommands } from "../breach/desk/breach-commands.ts";
import { readBreachConcerns } from "../breach/desk/breach-concerns.ts";
import { reporterCommands } from "../breach/reporter/reporter-commands.ts";
import { readMailConcerns } from "../delivery/attention/mail-concerns.ts";
import { readOverdueConcerns } from "../delivery/attention/overdue-concerns.ts";
import { mailCommands } from "../delivery/attention/settle-mail.ts";
import { readAuditConcerns } from "../duties/audits/audit-concerns.ts";
import { readStatementConcerns } from "../duties/statements/statement-concerns.ts";
import { readObjectionConcerns } from "../duties/sub-processors/objection-concerns.ts";
import { requestCommands } from "../request/desk/request-commands.ts";
import { readRequestConcerns } from "../request/desk/request-concerns.ts";
import { readRequest } from "../request/request-store.ts";
import { agreementCommands } from "../termination/agreement-commands.ts";
import { readDestructionConcerns } from "../termination/destruction-concerns.ts";
import { territoriesOf } from "../termination/objects/territory.ts";
import { warningsOf } from "../termination/plan-view.ts";
import { destroyDaysIn, planningIn } from "../termination/planning.ts";
import { controllerCommands } from "./controller-commands.ts";
import { operate } from "./operate.ts";
import { statusCommand } from "./status/status-command.ts";

const environment = readEnvironment("operate", process.env);
const { TABLE_NAME, SENDER, PRIVACY_DESK, BREACH_DESK, DATA_BUCKET } = environment;
const table = connectTable(TABLE_NAME);
const kept = fileStore(connectS3(), DATA_BUCKET);
const planning = planningIn(environment);
const ownDomains = [SENDER, PRIVACY_DESK, BREACH_DESK].map(domainOf);
const warningsOn = (controller: Controller) =>
  warningsOf(territoriesOf(controller, [], planning.places).excluded);
const now = () => new Date();
const sources = Object.entries({
  mails: readMailConcerns,
  "mails that wait": readOverdueConcerns,
  requests: readRequestConcerns,
  "breach reports": readBreachConcerns,
  destructions: readDestructionConcerns,
  "requests for statements": readStatementConcerns,
  objections: readObjectionConcerns,
  audits: readAuditConcerns,
}).map(([name, read]) => ({ name, read: (at: Date) => read(table, at) }));

/** For how long an assignment is kept waiting for the files of the request, in milliseconds; what is left goes by the clock. */
const moving = 5_000;
const moveFiles = (reference: string) => {
  const until = Date.now() + moving;
  return moveOrLog(reference, {
    readRequest: (of) => readRequest(table, of),
    readController: (id) => readController(table, id),
    kept,
    hasTime: () => Date.now() < until,
  });
};

/** The operator API. Every route asks for AWS_IAM. */
export const handler = httpDoor(
  operate({
    ...controllerCommands({ table, ownDomains, ownBucket: DATA_BUCKET, warningsOn, now }),
    ...reporterCommands({ table, now }),
    ...breachCommands({ table, now }),
    ...requestCommands({ table, moveFiles, now }),
    ...agreementCommands({ table, planning, destroyDays: destroyDaysIn(environment), now }),
    ...statusCommand({ sources, now }),
    ...mailCommands({ table, now }),
  }),
);
