import { describe, expect, test } from "vitest";
import { beginCase, finishCase, openCase, UnreadableCase } from "../../../functions/delivery/deliver.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import type { Correspondence } from "../../../shared/flow.ts";
import { requestCase } from "../../support/submissions.ts";
import { openTestOffice } from "./office.ts";

const flows = { request: requestFlow(3) };

/** A table that fails a test which touches it. */
const untouchable = openTestOffice({
  name: "untouchable",
  client: new Proxy({} as never, {
    get() {
      throw new Error("the table was touched");
    },
  }),
});

describe("an item of the table", () => {
  test("is read by the flow it belongs to", () => {
    expect(openCase(flows, requestCase()).reference).toBe(requestCase().reference);
  });

  // E6, H6
  test.each([
    undefined,
    null,
    "text",
    {},
    { kind: "breach" },
    { kind: "constructor" },
    { kind: "__proto__" },
    { ...requestCase(), v: 2 },
    { ...requestCase(), submission: {} },
  ])("that no flow can read is named as such: %j", (item) => {
    expect(() => openCase(flows, item)).toThrow(UnreadableCase);
  });
});

describe("a case without anything to send", () => {
  const silent: Correspondence = {
    reference: "DSR-AAAA-BBBB-CCCC",
    wants: () => [],
    compose: () => {
      throw new Error("nothing to compose");
    },
  };

  test("is done, also when somebody has said so before", async () => {
    const office = {
      ...untouchable,
      flows: { request: () => silent },
      fanOut: async () => false,
      readDossier: async () => ({
        case: { kind: "request" },
        edition: undefined,
        entries: [],
        deliveries: [],
        unplanned: [],
        uploads: [],
      }),
    };
    expect(await beginCase(silent, office)).toEqual([]);
    expect(await finishCase(silent.reference, office)).toEqual([]);
  });
});

test("a reference without a case asks for nothing", async () => {
  const office = { ...untouchable, readDossier: async () => undefined };
  expect(await finishCase("DSR-AAAA-BBBB-CCCC", office)).toEqual([]);
});
