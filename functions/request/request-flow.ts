import type { Delivery } from "../../shared/delivery.ts";
import type { Escalation, Flow, WantedMail } from "../../shared/flow.ts";
import { acknowledgementId, acknowledgementLink, statusLink } from "../../shared/links.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { endOfWorkingDays } from "../../shared/periods/working-days.ts";
import { handOverId, type RequestCase, requestCaseSchema } from "./request.ts";
import { acknowledgementMail, controllerMail, correspondent, deskMail } from "./request-mail.ts";

/**
 * A request asks for two mails: one that hands it over, to its controller or the privacy desk, and one that acknowledges it.
 * Where the controller's contact does not say that it was read, the next one gets it.
 * @param acknowledgeDays within how many working days it is to be acknowledged
 */
export function requestFlow(acknowledgeDays: number): Flow {
  const escalates: Escalation = {
    desk: "privacy",
    acknowledgeBy: (acceptedAt) => new Date(endOfWorkingDays(acceptedAt.toISOString(), acknowledgeDays)),
  };
  return (item) => {
    const request = requestCaseSchema.parse(item);
    const { reference, controller, language } = request;
    return {
      reference,
      wants: () => [
        controller ? toController(controller.id, escalates) : toDesk,
        {
          id: acknowledgementId,
          type: "acknowledgement",
          linked: true,
          to: { address: correspondent(request), language },
          ...(controller && { about: controller.id }),
        },
      ],
      compose: (delivery, { publicUrl }) => mailOf(request, delivery, publicUrl),
    };
  };
}

const toDesk: WantedMail = { id: "desk", type: "desk", to: { desk: "privacy" }, mayBeDigested: true };

function toController(controllerId: string, escalates: Escalation): WantedMail {
  return { id: handOverId, type: "request", linked: true, to: { controllerId }, escalates };
}

function mailOf(request: RequestCase, delivery: Delivery, publicUrl: string): Mail {
  switch (delivery.type) {
    case "acknowledgement":
      return acknowledgementMail(request, publicUrl, statusLink(publicUrl, delivery));
    case "desk":
      return deskMail(request, delivery.language, publicUrl);
    default:
      return controllerMail(request, delivery.language, publicUrl, acknowledgementLink(publicUrl, delivery));
  }
}
