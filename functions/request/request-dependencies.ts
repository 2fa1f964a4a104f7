import { readController } from "../../shared/controller-store.ts";
import { remember, rememberedFor } from "../../shared/remember.ts";
import type { Table } from "../../shared/table.ts";
import { commitCase, readRequest } from "./request-store.ts";
import type { SubmitDependencies } from "./submit-request.ts";

/** What taking in requests needs, on a table; controllers are remembered for a few seconds. */
export function requestDependencies(table: Table, now: () => Date): SubmitDependencies {
  return {
    readController: remember((id) => readController(table, id), rememberedFor, now),
    commitCase: (newCase) => commitCase(table, newCase),
    readRequest: (reference) => readRequest(table, reference),
    now,
  };
}
