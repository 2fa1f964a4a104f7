import { takesRequests } from "../../shared/agreement-end.ts";
import { commitOnce, type Outcome } from "../../shared/commit-once.ts";
import { type Controller, controllerId } from "../../shared/controller.ts";
import type { Language } from "../../shared/language.ts";
import { log } from "../../shared/log.ts";
import { measure } from "../../shared/metrics.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { openCase, type Received, type RequestCase, type RequestDossier } from "./request.ts";
import type { Submission } from "./submission.ts";

/** What submitting a request needs of the world. */
export type SubmitDependencies = {
  readController: (id: string) => Promise<Controller | undefined>;
  readRequest: (reference: string) => Promise<RequestDossier | undefined>;
  commitCase: (newCase: RequestCase) => Promise<RequestCase | undefined>;
  now: () => Date;
};

/** A submission as the door received it: the checked value, the body it was read from, the idempotency key. */
export type Submitted = { submission: Submission; body: string; key: string; language: Language };

/**
 * Makes a case of a submission, once. When this returns, the case is stored.
 * @throws Refusal `unknown_controller`, `controller_gone`, `idempotency_key_reused` or `not_stored`
 */
export async function submitRequest(
  submitted: Submitted,
  dependencies: SubmitDependencies,
): Promise<Outcome<RequestCase>> {
  const found = await findController(submitted.submission.controllerId, dependencies);
  const controller = found && { id: found.id, name: found.name };
  const language = submitted.submission.language ?? submitted.language;
  const received: Received = {
    ...submitted,
    controller,
    controllerVersion: found?.version,
    language,
    at: dependencies.now(),
  };
  const isOpen = found === null || takesRequests(found);
  const outcome = await commitOnce(
    (counter) => openCase(received, counter),
    isOpen ? dependencies.commitCase : ({ reference }) => earlierCase(reference, dependencies),
  );
  const { reference } = outcome.case;
  if (outcome.replayed) log("REQUEST_REPLAYED", { reference });
  else {
    log("REQUEST_COMMITTED", { reference, ...(controller && { controllerId: controller.id }) });
    measure({ RequestsReceived: 1 });
  }
  return outcome;
}

/** The case that is there already: a repetition is answered as the first time for as long as that is. */
async function earlierCase(reference: string, { readRequest }: SubmitDependencies): Promise<RequestCase> {
  const found = await readRequest(reference);
  if (!found) throw new Refusal("controller_gone");
  return found.case;
}

async function findController(
  id: string | undefined,
  { readController }: SubmitDependencies,
): Promise<Controller | null> {
  if (id === undefined) return null;
  const found = controllerId.safeParse(id).success ? await orUnavailable(readController(id)) : undefined;
  if (found) return found;
  throw new Refusal("unknown_controller", {
    errors: [{ pointer: "/controllerId", code: "not_an_option" }],
  });
}
