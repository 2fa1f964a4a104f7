import { privacyContact } from "../../shared/controller.ts";
import type { DeliveryPlan } from "../../shared/delivery.ts";
import type { Directory, Flow } from "../../shared/flow.ts";
import { toAsciiAddress } from "../../shared/mail-address.ts";
import { type RequestCase, requestCaseSchema } from "./request.ts";
import { acknowledgementMail, controllerMail, correspondent, deskMail } from "./request-mail.ts";

/**
 * A request asks for two mails: one that hands it over, to the controller's privacy contact of this moment or to the
 * privacy desk, and one that acknowledges it.
 */
export const requestFlow: Flow = (item) => {
  const request = requestCaseSchema.parse(item);
  return {
    reference: request.reference,
    plan: async (directory) => [await planHandOver(request, directory), planAcknowledgement(request)],
    compose(delivery, publicUrl) {
      switch (delivery.type) {
        case "acknowledgement":
          return acknowledgementMail(request);
        case "desk":
          return deskMail(request, delivery.language, publicUrl);
        case "request":
          return controllerMail(request, delivery.language, publicUrl);
      }
    },
  };
};

async function planHandOver(request: RequestCase, directory: Directory): Promise<DeliveryPlan> {
  if (!request.controller) return { id: "desk", type: "desk", to: directory.privacyDesk, language: "nl" };
  const controller = await directory.readController(request.controller.id);
  if (!controller) throw new Error("the controller of a request is gone");
  return {
    id: "request",
    type: "request",
    to: toAsciiAddress(privacyContact(controller)),
    language: controller.language,
    controllerId: controller.id,
    controllerVersion: controller.version,
  };
}

function planAcknowledgement(request: RequestCase): DeliveryPlan {
  return {
    id: "acknowledgement",
    type: "acknowledgement",
    to: correspondent(request),
    language: request.language,
    ...(request.controllerId && { controllerId: request.controllerId }),
  };
}
