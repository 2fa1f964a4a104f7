import type { Flow } from "../../shared/flow.ts";
import { acknowledgementId, acknowledgementLink, statusLink } from "../../shared/links.ts";
import { requestCaseSchema } from "./request.ts";
import { acknowledgementMail, controllerMail, correspondent, deskMail } from "./request-mail.ts";

/** A request asks for two mails: one that hands it over, to its controller or the privacy desk, and one that acknowledges it. */
export const requestFlow: Flow = (item) => {
  const request = requestCaseSchema.parse(item);
  const { reference, controller, language } = request;
  const handOver = controller
    ? ({ id: "request", type: "request", linked: true, to: { controllerId: controller.id } } as const)
    : ({ id: "desk", type: "desk", to: { desk: "privacy" } } as const);
  return {
    reference,
    wants: () => [
      handOver,
      {
        id: acknowledgementId,
        type: "acknowledgement",
        linked: true,
        to: { address: correspondent(request), language },
        ...(controller && { about: controller.id }),
      },
    ],
    compose(delivery, { publicUrl }) {
      switch (delivery.type) {
        case "acknowledgement":
          return acknowledgementMail(request, publicUrl, statusLink(publicUrl, delivery));
        case "desk":
          return deskMail(request, delivery.language, publicUrl);
        default:
          return controllerMail(
            request,
            delivery.language,
            publicUrl,
            acknowledgementLink(publicUrl, delivery),
          );
      }
    },
  };
};
