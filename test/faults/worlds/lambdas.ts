import { setImmediate } from "node:timers/promises";
import type { DynamoDBRecord } from "aws-lambda";
import { caseKinds } from "../../../functions/attachments/check-kinds.ts";
import { breachDependencies } from "../../../functions/breach/breach-dependencies.ts";
import { breachFlow } from "../../../functions/breach/breach-flow.ts";
import { breachReports } from "../../../functions/breach/breach-reports.ts";
import { countAcknowledgement } from "../../../functions/delivery/caps.ts";
import {
  dueReferences,
  fanOut,
  look,
  move,
  readDelivery,
} from "../../../functions/delivery/delivery-store.ts";
import { digestFlow } from "../../../functions/delivery/digest/digest-flow.ts";
import { digest } from "../../../functions/delivery/digest/digest-store.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { letterFlows } from "../../../functions/delivery/letters/letter-flow.ts";
import { sesMailer } from "../../../functions/delivery/mailer.ts";
import { beginShift, type PostOffice } from "../../../functions/delivery/post-office.ts";
import { sesQuota, watchQuota } from "../../../functions/delivery/quota.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { trackDelivery } from "../../../functions/delivery/track-delivery.ts";
import { assistanceCommands } from "../../../functions/duties/assistance/assistance-commands.ts";
import { contactChangeFlow } from "../../../functions/operator/contact-change/contact-change-flow.ts";
import { answerAcknowledgement } from "../../../functions/pages/answer-acknowledgement.ts";
import { receiveRequest } from "../../../functions/request/receive-request.ts";
import { requestDependencies } from "../../../functions/request/request-dependencies.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import { watchDestructions } from "../../../functions/termination/watch.ts";
import { readableControllers } from "../../../shared/controller-store.ts";
import { readDossier } from "../../../shared/dossier.ts";
import type { FunctionName } from "../../../shared/environment.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import type { Table } from "../../../shared/table.ts";
import { ours } from "../../functions/delivery/ses-events.ts";
import { operatorApi } from "../../functions/operator/operator-api.ts";
import { tableAs } from "../../support/as-function.ts";
import { lambdaContext } from "../../support/submissions.ts";
import { type Life, watchClient } from "../crash-points.ts";
import { configurationSets, sesClient } from "./fake-ses.ts";
import { anotherClient, type MailWorld } from "./mail-world.ts";

const hours = { noticeHours: 72, firstReminderHours: 1, reminderHours: 4, acknowledgeHours: 4 };

const desks = { privacy: "privacy-desk@processor.example", breach: "breach-desk@processor.example" };

/** After how many milliseconds `forward` and `sweep` are stopped. */
const timeout = 5 * 60_000;

/** The functions, warm, each with its own rights; with a life, all that they ask of AWS are calls of it. */
export function startLambdas(world: MailWorld, life?: Pick<Life, "reach">) {
  const { now } = world;
  const watched: Table = { ...world.table, client: anotherClient(world.table.client) };
  const ses = sesClient(world.ses);
  if (life) for (const client of [watched.client, ses]) watchClient(life, client);
  const as = (functionName: FunctionName) => tableAs(functionName, watched);
  const quota = watchQuota(sesQuota(ses), now);
  const officeOn = (table: Table): PostOffice => ({
    flows: {
      request: requestFlow(3),
      breach: breachFlow(hours),
      "contact-change": contactChangeFlow(desks.privacy),
      digest: digestFlow,
      ...letterFlows,
    },
    sender: "meldpunt@processor.example",
    publicUrl: "https://api.example",
    desks,
    region: "eu-central-1",
    mailer: sesMailer(ses, "meldpunt@processor.example", configurationSets),
    quota,
    countAcknowledgement: (address, controllerId) =>
      countAcknowledgement(table, { address, controllerId }, 2, now()),
    digest: (mail) => digest(table, mail, 9_999, now()),
    readControllers: (ids) => readableControllers(table, ids),
    readDossier: (reference) => readDossier(table, reference),
    readHead: async () => undefined,
    fanOut: (...planned) => fanOut(table, ...planned),
    move: moveOn(table),
    look: (delivery, next) => look(table, delivery, next),
    now,
    wait: waitOn(world),
    random: () => 0.5,
  });
  const shift = (office: PostOffice) => {
    const end = now().getTime() + timeout;
    return beginShift(office, () => end - now().getTime());
  };
  const moveOn =
    (table: Table): PostOffice["move"] =>
    (key, name, changes) =>
      move(table, key, name, changes);
  const pressed = as("acknowledge");
  const acknowledge = answerAcknowledgement({
    readDelivery: (reference, id) => readDelivery(pressed, reference, id),
    move: moveOn(pressed),
    now,
    site: { processor: "Verwerker B.V.", contact: desks.privacy },
  });
  const [forwarding, sweeping] = [officeOn(as("forward")), as("sweep")];
  const door = (answer: Parameters<typeof httpDoor>[0]) => {
    const handler = httpDoor(answer);
    // When a life ends, its call gets no answer; before long the door would take that for its own time running out.
    const context = { ...lambdaContext(), getRemainingTimeInMillis: () => 900_000 };
    return (call: Call) => handler(call, context);
  };
  return {
    requests: door(receiveRequest(requestDependencies(as("receive-request"), now))),
    breaches: door(breachReports(breachDependencies(as("breach-reports"), now))),
    acknowledge: door(acknowledge),
    operate: operatorApi(watched, now),
    casesOf: caseKinds(as("check-attachments"), now),
    assistance: assistanceCommands({
      table: as("keep-duties"),
      now,
      processor: "Verwerker B.V.",
      privacyDesk: desks.privacy,
    }),
    forward: (records: readonly DynamoDBRecord[]) => forward(records, shift(forwarding)),
    track: (event: unknown) => trackDelivery(event, { ...ours, move: moveOn(as("track-delivery")), now }),
    sweep: () =>
      sweep({
        ...shift(officeOn(sweeping)),
        // Others happen in the same table at the same time.
        dueReferences: async (at) =>
          (await dueReferences(sweeping, at)).filter((one) => world.references.includes(one)),
        watchedReferences: (at) => watchDestructions(sweeping, at),
      }),
  };
}

/** Who waits at the same time as others is done waiting when they are. */
function waitOn({ now, pass }: MailWorld) {
  return async (milliseconds: number) => {
    const until = now().getTime() + milliseconds;
    await setImmediate();
    pass(Math.max(0, until - now().getTime()));
  };
}

/** The functions, as a world calls them. */
export type Lambdas = ReturnType<typeof startLambdas>;
