import {
  deadLetterDays,
  eventRetryHours,
  invocationHours,
  logRemovalDays,
  mailHours,
  streamHours,
  uploadHours,
} from "../../shared/retention.ts";
import type { TerminationTexts } from "./texts.ts";

export const en: TerminationTexts = {
  labels: { reference: "Reference", controller: "Organisation" },
  steps: {
    heading: "How the date was found",
    lastDay: "Last day of the agreement",
    sameDate: "One calendar month later, read from date to date",
    noSuchDate: (day) =>
      `One calendar month later, read from date to date; the next month has no day ${day} and counts to its last day`,
    fullMonth: "One calendar month later, read as the first whole month, from its first to its last day",
    agreed: "Agreed otherwise; instead of that day",
    notBefore: "Nothing is destroyed before the end of that day in the Netherlands, so not before",
    by: "Everything is to be destroyed before",
  },
  because: "Reason for the other day:",
  stores: {
    objects: { name: "Files", about: "everything that is there, with all versions and unfinished uploads" },
    requests: {
      name: "Requests of data subjects",
      about: "all requests that are recorded under the id of your organisation",
    },
    "breach-reports": {
      name: "Breach reports",
      about:
        "settled reports that concern only your organisation; from a settled report that concerns others too, the id of your organisation is removed",
    },
    attachments: {
      name: "Files of requests and reports",
      about: "of all that is there, only the files of the requests and reports that are deleted",
    },
    deliveries: {
      name: "Sending of mails",
      about:
        "what is recorded of the mails about those requests and reports, and about changed contact addresses",
    },
    indexes: { name: "Indexes of the database", about: "the keys that refer to all of the above" },
    recovery: {
      name: "Recovery data of the database",
      about: "for that long the database can be put back to what it was",
    },
    stream: {
      name: "Stream of the database's changes",
      about: `every change stays there for ${streamHours} hours`,
    },
    queues: {
      name: "Queues for what could not be processed",
      about: `a message about a mail or a file that was still on its way can end there, and stays for ${deadLetterDays} days`,
    },
    "event-retries": {
      name: "Messages about mails and files that were sent",
      about: `a message that cannot be handed over is offered again for up to ${eventRetryHours} hours`,
    },
    invocations: {
      name: "Processing that has yet to begin",
      about: `it waits for at most ${invocationHours} hours`,
    },
    "mail-in-transit": {
      name: "Mails that are still on their way",
      about: `a mail that cannot be delivered at once is offered again for up to ${mailHours} hours`,
    },
    uploads: {
      name: "Files that are still sent",
      about: `they are deleted within ${uploadHours} hours`,
    },
    logs: {
      name: "Logs",
      about: `after its retention period it can take another ${logRemovalDays} days until a line is gone`,
    },
    replicas: { name: "Copies in other buckets", about: "a deletion is not copied with them" },
    "access-logs": {
      name: "Logs of the access to files",
      about: "they name files and are removed after a fixed period",
    },
  },
  emptying: {
    heading: "What empties itself",
    intro:
      "These can still hold data after the destruction. We cannot delete single things from them: all that is in them disappears after a fixed time.",
  },
  kept: {
    heading: "What we keep",
    parts: {
      identity: ["Name and id of your organisation", "to know whom it is about"],
      contacts: ["Your contact addresses", "to be able to reach you if a breach comes to light later"],
      termination: [
        "Data about the end of the agreement",
        "with the certificate of destruction, to be able to show what was destroyed",
      ],
      open_breach_reports: [
        "Reports of a breach at your organisation that are not settled yet or come in after the end",
        "to be able to tell you of them",
      ],
    },
    evidence:
      "The log of evidence stays. It holds the id of your organisation and, of each change, a number, a time, a kind, a reference and a hash that says nothing any more without the data that was destroyed. With it you can check, also later, that nothing in the log was changed.",
  },
  notSearched: {
    free_text:
      "Free text is not searched: requests in which a person named an organisation in words of their own and that no organisation was assigned to, and the text of breach reports that concern other organisations too or that no organisation was assigned to. The name of your organisation may still occur in those.",
  },
  handOver: "The attachment holds the same data in JSON, for your own system to read.",
};
