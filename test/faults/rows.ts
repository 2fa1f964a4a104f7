import { abuse } from "./rows/abuse.ts";
import { attachments } from "./rows/attachments.ts";
import { content } from "./rows/content.ts";
import { evidence } from "./rows/evidence.ts";
import { forwarding } from "./rows/forwarding.ts";
import { intake } from "./rows/intake.ts";
import { operations } from "./rows/operations.ts";
import type { Section } from "./rows/section.ts";
import { termination } from "./rows/termination.ts";

/**
 * The faults, bad input and attacks that the product must survive. A test says which it covers in a comment right
 * above it: `// A3, A8`.
 *
 * A row's level tells where it is tested: `U` as a unit or a property, `L` on this machine with faults injected, `I`
 * on the synthesized template, `A` on a live AWS account.
 */
export const sections: readonly Section[] = [
  intake,
  abuse,
  content,
  attachments,
  forwarding,
  termination,
  evidence,
  operations,
];
