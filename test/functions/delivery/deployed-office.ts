import { countAcknowledgement } from "../../../functions/delivery/caps.ts";
import { readableControllers } from "../../../shared/controller-store.ts";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { readHead } from "../../../shared/evidence/read-head.ts";
import { rememberEach, rememberedFor } from "../../../shared/remember.ts";
import type { Table } from "../../../shared/table.ts";
import { openTestOffice, type TestOffice } from "./office.ts";

/** A post office that asks of the tables all that a deployed one asks. What is remembered stays so: no time passes on its clock. */
export function deployedOffice(table: Table, evidence: Table): TestOffice {
  const office = openTestOffice(table);
  const { now } = office;
  return Object.assign(office, {
    countAcknowledgement: (address: string, controllerId: string | undefined) =>
      countAcknowledgement(table, { address, controllerId }, 1_000, now()),
    readControllers: rememberEach((ids) => readableControllers(table, ids), rememberedFor, now),
    readHead: (controllerId: string) => readHead(evidence, chainOf(controllerId)),
  });
}
