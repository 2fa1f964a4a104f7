import { assistanceCommands } from "./assistance/assistance-commands.ts";
import { auditCommands } from "./audits/audit-commands.ts";
import type { Duties } from "./duties.ts";
import { instructionCommands } from "./instructions/instruction-commands.ts";
import { statementCommands } from "./statements/statement-commands.ts";
import { subProcessorCommands } from "./sub-processors/sub-processor-commands.ts";

/** What operators can do to keep the duties of the agreement that the three flows leave. */
export function dutyCommands(duties: Duties) {
  return {
    ...statementCommands(duties),
    ...subProcessorCommands(duties),
    ...instructionCommands(duties),
    ...assistanceCommands(duties),
    ...auditCommands(duties),
  };
}
