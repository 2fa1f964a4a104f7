import { describe, expect, test } from "vitest";
import { noticeId } from "../../../../functions/breach/notice/chain.ts";
import { deliverySchema } from "../../../../shared/delivery.ts";
import { content, moment, sent } from "./notices.ts";

describe("what a notice says", () => {
  test("is seven items, of which a contact has a line for each part", () => {
    const { items } = content({ language: "en" });
    expect(items.map(({ answers }) => answers.length)).toEqual([7, 1, 1, 1, 1, 3, 1]);
    expect(items[5]?.answers.map(({ label, value }) => [label, value])).toEqual([
      ["Name", "Sanne Bakker"],
      ["E-mail", "sanne@subprocessor.example"],
      ["Telephone", "+31 20 123 45 67"],
    ]);
  });

  test("names changes only where there was a notice before", () => {
    expect(content().changed).toBeUndefined();
    expect(content({ entries: [{}] }).changed).toEqual(["consequences"]);
  });

  test("counts the period from the earlier notices to that same controller, and has none once withdrawn", () => {
    expect(content().clock?.basis).toBe("sending");
    const at = moment(
      sent(1, { id: "notice-1-example-ltd", state: "delivered", deliveredAt: "2026-11-22T10:16:00.000Z" }),
    );
    const basis = (controllerId: string) => content({ entries: [{}], at, controllerId }).clock?.basis;
    expect(basis("voorbeeld-bv")).toBe("sending");
    expect(basis("example-ltd")).toBe("first_notice_delivered");
    expect(content({ entries: [{ move: "withdraw", because: "Nee." }], at }).clock).toBeUndefined();
  });

  test("carries the newest notes that fit together, oldest first, and counts the older ones", () => {
    const note = (length: number, letter = "n") => ({ note: letter.repeat(length) });
    const held = { move: "confirm" as const, by: "desk" };
    const of = { ...content().of, began: "held" as const };
    const few = content({ of, entries: [note(10_000), note(10_000), held] });
    expect([few.notes.length, few.notesLeftOut]).toEqual([2, 0]);
    const many = content({ of, entries: [...Array.from({ length: 300 }, () => note(1)), held] });
    expect([many.notes.length, many.notesLeftOut]).toEqual([250, 50]);
    const letters = [..."abcdef"].map((letter) => note(10_000, letter));
    const newest = content({ of, entries: [...letters, held] });
    expect([newest.notes.map(([letter]) => letter).join(""), newest.notesLeftOut]).toEqual(["bcdef", 1]);
  });
});

test("a notice's id is stored and travels as a tag, also for the longest id of a controller", () => {
  const id = noticeId({ number: 1000, controller: { id: "a".repeat(63), name: "A" } });
  expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
});
