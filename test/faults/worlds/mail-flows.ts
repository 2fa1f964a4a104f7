import {
  acknowledge,
  addController,
  ask,
  assist,
  attach,
  changeContact,
  comeBack,
  confirm,
  loseSes,
  regainSes,
  tell,
  tellMore,
  wait,
} from "./acts.ts";
import type { MailFlow } from "./mail-flow.ts";

const hour = 3_600_000;
const first = "privacy@voorbeeld.example";
const second = "directie@voorbeeld.example";
const other = "privacy@example-ltd.example";
const desk = "breach-desk@processor.example";

const requestMails: MailFlow["mails"] = ({ address }) => ({
  request: [first, "delivered"],
  acknowledgement: [address, "delivered"],
});

const noticeMails: MailFlow["mails"] = ({ address }) => ({
  "notice-1-voorbeeld-bv": [first, "delivered"],
  "notice-1-example-ltd": [other, "delivered"],
  acknowledgement: [address, "delivered"],
});

/** What people do and what comes of it, each by a name that says which. */
export const mailFlows: Readonly<Record<string, MailFlow>> = {
  "A request": { acts: [ask], mails: requestMails },
  "A request that the stream does not bring": { acts: [ask], isStreamDown: true, mails: requestMails },
  "A request that SES does not take at first": {
    before: [loseSes, ask],
    acts: [regainSes, wait(hour)],
    mails: requestMails,
  },
  "A request that bounces at the first contact": {
    acts: [ask],
    bounces: ({ id }) => id === "request",
    mails: (world) => ({
      ...requestMails(world),
      request: [first, "undelivered"],
      request_2: [second, "delivered"],
    }),
  },
  "A breach report on two controllers": { acts: [tell({ isKnown: true })], mails: noticeMails },
  "A breach report that the desk confirms": {
    acts: [tell({ isKnown: false }), confirm],
    mails: (world) => ({
      ...noticeMails(world),
      "desk-0": [desk, "delivered"],
      "desk-reminder-0-1": [desk, "cancelled"],
    }),
  },
  "An update of a breach report": {
    before: [tell({ isKnown: true })],
    acts: [tellMore],
    mails: (world) => ({
      ...noticeMails(world),
      "notice-2-voorbeeld-bv": [first, "delivered"],
      "notice-2-example-ltd": [other, "delivered"],
    }),
  },
  "A file that came for a request": {
    before: [ask],
    acts: [attach],
    mails: (world) => ({ ...requestMails(world), "attachment-1": [first, "delivered"] }),
  },
  "A file that came for a breach report": {
    before: [tell({ isKnown: true })],
    acts: [attach],
    mails: (world) => ({
      ...noticeMails(world),
      "attachment-1-voorbeeld-bv": [first, "delivered"],
      "attachment-1-example-ltd": [other, "delivered"],
    }),
  },
  "A change of contacts": {
    before: [addController],
    acts: [changeContact("nieuw@brood.example")],
    mails: ({ address }) => ({
      "removed-1": [address, "delivered"],
      "added-1": ["nieuw@brood.example", "delivered"],
    }),
  },
  "Help that is recorded, and the letter about it": {
    acts: [assist],
    mails: () => ({ "letter-0-0": [first, "delivered"] }),
  },
  "An acknowledgement of a breach notice, and the hours after it": {
    before: [tell({ isKnown: true, controllerIds: ["voorbeeld-bv"] })],
    acts: [acknowledge("notice-1-voorbeeld-bv"), comeBack("notice-1-voorbeeld-bv"), wait(5 * hour)],
    mails: ({ address }) => ({
      "notice-1-voorbeeld-bv": [first, "acknowledged"],
      acknowledgement: [address, "delivered"],
    }),
  },
};
