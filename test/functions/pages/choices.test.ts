import { describe, expect, test } from "vitest";
import {
  type ControllerReader,
  choices,
  chosenController,
  type Takes,
} from "../../../functions/pages/choices.ts";
import { type Phase, takesRequests } from "../../../shared/agreement-end.ts";
import type { Controller } from "../../../shared/controller.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { logged } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { ended, unlisted, unreachable } from "./sample-site.ts";

const all = [voorbeeld(), exampleLtd(), unlisted, ended];

const reading = (controllers: readonly Controller[]): ControllerReader => ({
  listControllers: async () => controllers,
  readController: async (id) => controllers.find((one) => one.id === id),
});
const away: ControllerReader = { listControllers: unreachable, readController: unreachable };
const anyOf = () => true;
const idsOf = async (chosen: readonly string[], reader = reading(all), takes: Takes = takesRequests) =>
  (await choices(chosen, takes, reader)).map(({ id }) => id);

describe("The controllers to choose from", () => {
  test("are those that anybody may see, by name", async () => {
    expect(await idsOf([])).toEqual(["example-ltd", "voorbeeld-bv"]);
    const names = ["Zeta", "élan", "Alfa", "beta"].map((name, n) =>
      voorbeeld({ id: `controller-${n}`, name }),
    );
    expect((await choices([], takesRequests, reading(names))).map(({ name }) => name)).toEqual([
      "Alfa",
      "beta",
      "élan",
      "Zeta",
    ]);
  });

  test("have the unlisted ones among them that somebody has chosen, and no other", async () => {
    const other = { ...unlisted, id: "w5r7k3m9qxt2" };
    const reader = reading([...all, other]);
    expect(await idsOf([unlisted.id], reader)).toEqual([unlisted.id, "example-ltd", "voorbeeld-bv"]);
    expect(await idsOf(["voorbeeld-bv", unlisted.id, other.id], reader)).toHaveLength(4);
    expect(await idsOf(["Anoniem B.V.", "k3m9", "*", ""], reader)).toEqual(["example-ltd", "voorbeeld-bv"]);
  });

  test.each<[Phase, boolean]>([
    ["terminated", true],
    ["closed", false],
    ["destroying", false],
    ["destroyed", false],
  ])("have one whose agreement is %s among them: %s", async (phase, isThere) => {
    const ending = voorbeeld({ termination: { reference: "AGR-0000-0000-0001", phase } });
    for (const one of [ending, { ...ending, listed: false }])
      expect(await idsOf([one.id], reading([one]))).toEqual(isThere ? [one.id] : []);
  });

  test("have one that is gone among them where it was chosen, for a form that can be about it", async () => {
    expect(await idsOf([ended.id], reading(all), anyOf)).toEqual(["example-ltd", ended.id, "voorbeeld-bv"]);
    expect(await idsOf([], reading(all), anyOf)).toEqual(["example-ltd", "voorbeeld-bv"]);
  });

  // A7
  test("are what was chosen, by their ids, while the store is away", async () => {
    expect(await choices(["voorbeeld-bv", unlisted.id], takesRequests, away)).toEqual([
      { id: "voorbeeld-bv", name: "voorbeeld-bv" },
      { id: unlisted.id, name: unlisted.id },
    ]);
    expect(await choices([], takesRequests, away)).toEqual([]);
    expect(logged.join("")).toContain("STORE_UNAVAILABLE");
  });
});

describe("The controller that a link names", () => {
  test("is found, listed or not", async () => {
    for (const one of [voorbeeld(), unlisted])
      expect(await chosenController(one.id, takesRequests, reading(all))).toEqual({
        kind: "controller",
        controller: one,
      });
  });

  test.each([
    [undefined, "none"],
    ["", "none"],
    ["niemand-bv", "unknown"],
    [ended.id, "ended"],
  ])("is said to be none, unknown or gone: %j", async (id, kind) => {
    expect(await chosenController(id, takesRequests, reading(all))).toEqual({ kind });
  });

  test("may be one that is gone, for a form that can be about it", async () => {
    expect(await chosenController(ended.id, anyOf, reading(all))).toMatchObject({ kind: "controller" });
  });

  // C8
  test.each(["#registry", "A B", "a,b", "__proto__", "x".repeat(100_000)])(
    "is not looked for under what is no id: %j",
    async (id) => {
      expect(await chosenController(id, anyOf, away)).toEqual({ kind: "unknown" });
      expect(logged).toEqual([]);
    },
  );

  // A7
  test("is chosen by its id while the store is away", async () => {
    const controller = { id: "voorbeeld-bv", name: "voorbeeld-bv" };
    expect(await chosenController("voorbeeld-bv", takesRequests, away)).toEqual({
      kind: "controller",
      controller,
    });
    expect(logged.join("")).toContain("STORE_UNAVAILABLE");
  });
});
