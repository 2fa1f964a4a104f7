import { describe, expect, test } from "vitest";
import { countAcknowledgement, countDeskMail } from "../../../functions/delivery/caps.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { itemsIn } from "../../support/table-items.ts";

const table = await freshTable();
// Far ahead: what has expired by the machine's own clock, DynamoDB Local may delete.
const day = (time = "12:00:00.000", date = "2099-11-22") => new Date(`${date}T${time}Z`);
let made = 0;

/** An address that no other test counts. */
function newAddress(): string {
  made += 1;
  return `noor${made}@example.org`;
}

/** How many of so many acknowledgements are counted, that are wanted at once. */
async function counted(
  wanted: number,
  most: number,
  to: Partial<Parameters<typeof countAcknowledgement>[1]>,
) {
  const whom = { address: newAddress(), controllerId: "voorbeeld-bv", ...to };
  const all = await Promise.all(
    Array.from({ length: wanted }, () => countAcknowledgement(table, whom, most, day())),
  );
  return all.filter((isCounted) => isCounted).length;
}

// B5
describe("acknowledgements to one address about one controller in a day", () => {
  test("are so many, and no more", async () => {
    const to = { address: newAddress(), controllerId: "voorbeeld-bv" };
    const all: boolean[] = [];
    for (let n = 0; n < 8; n += 1) all.push(await countAcknowledgement(table, to, 3, day()));
    expect(all).toEqual([true, true, true, false, false, false, false, false]);
  });

  test("are so many where they are wanted at once", async () => {
    expect(await counted(20, 15, {})).toBe(15);
  });

  test("are counted where no controller is known", async () => {
    expect(await counted(4, 2, { controllerId: undefined })).toBe(2);
  });

  // B6
  test("are counted together, however the address is spelled", async () => {
    const spellings = ["b6.noor@bücher.example", "B6noor+1@BÜCHER.example", "b6noor@xn--bcher-kva.example"];
    const all: boolean[] = [];
    for (const address of spellings)
      all.push(await countAcknowledgement(table, { address, controllerId: "voorbeeld-bv" }, 2, day()));
    expect(all).toEqual([true, true, false]);
  });

  test("leave another address, another controller and the next day as they are", async () => {
    const address = newAddress();
    const to = { address, controllerId: "voorbeeld-bv" };
    const count = (whom: typeof to, at = day()) => countAcknowledgement(table, whom, 1, at);
    expect(await count(to, day("00:00:00.000"))).toBe(true);
    expect(await count(to, day("23:59:59.999"))).toBe(false);
    expect(await count({ ...to, address: newAddress() })).toBe(true);
    expect(await count({ ...to, controllerId: "example-ltd" })).toBe(true);
    expect(await count(to, day("00:00:00.000", "2099-11-23"))).toBe(true);
  });
});

// B3
test("mails to a desk are counted in an hour, each desk's for itself", async () => {
  const count = (desk: "privacy" | "breach", time: string) => countDeskMail(table, desk, 1, day(time));
  expect(await count("breach", "12:00:00.000")).toBe(true);
  expect(await count("breach", "12:59:59.999")).toBe(false);
  expect(await count("privacy", "12:30:00.000")).toBe(true);
  expect(await count("breach", "13:00:00.000")).toBe(true);
});

// B11
test("a counter says neither whom nor what it counts, and ends a day after its window", async () => {
  const empty = await freshTable();
  await countAcknowledgement(empty, { address: "noor@example.org", controllerId: "voorbeeld-bv" }, 2, day());
  await countDeskMail(empty, "breach", 2, day());
  const items = [...(await itemsIn(empty)).values()];
  expect(
    items.map(({ sk: _, ...rest }) => rest).toSorted((a, b) => Number(a.expiresAt) - Number(b.expiresAt)),
  ).toEqual([
    {
      pk: "caps",
      kind: "cap",
      v: 1,
      count: 1,
      expiresAt: day("13:00:00.000", "2099-11-23").getTime() / 1_000,
    },
    {
      pk: "caps",
      kind: "cap",
      v: 1,
      count: 1,
      expiresAt: day("00:00:00.000", "2099-11-24").getTime() / 1_000,
    },
  ]);
  for (const { sk } of items) expect(sk).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
