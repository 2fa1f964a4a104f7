// What can be chosen where duties of the agreement are recorded: the doors ask for one of these, the command line offers them.

/**
 * What a controller may ask the processor about (agreement art. 2.2, 6.1; 3.2; 5.2; 10): kept once for the processor, and
 * the same for every controller.
 */
export const statementTopics = ["measures", "countries", "sub_processors", "audit_reports"] as const;

/** What may become of a sub-processor: it is to be engaged, it is engaged, or no longer. */
export const subProcessorChanges = ["intended", "engaged", "ended"] as const;

/**
 * What the processor helps a controller with: a data protection impact assessment and a prior consultation (agreement
 * art. 2.5; GDPR art. 35, 36), informing the authority and the data subjects of a breach (7.2; 33, 34), a data subject's
 * request (8.1; 12 to 22), and an audit (10; 28(3)(h)).
 */
export const helpKinds = [
  "dpia",
  "prior_consultation",
  "informing_authority",
  "informing_data_subjects",
  "request",
  "audit",
] as const;

/** How much a finding of an audit matters, as the expert says. */
export const severities = ["low", "medium", "high"] as const;
