import { expect, test } from "vitest";
import { runLoad } from "../bench/load-run.ts";
import { loadText } from "../bench/load-text.ts";
import { size } from "../support/size.ts";

// B7, E1
test("when very many ask one controller and some ask others, every mail goes out once, and no key is written to too often", async () => {
  const asked = { requests: size(60, 600), others: size(10, 30) };
  const figures = await runLoad(asked);
  const all = asked.requests + 2 * asked.others;
  expect(figures.mails).toEqual({ wanted: 2 * all, lost: 0, repeated: 0 });
  const [table, pending, byController] = figures.writes;
  expect(table?.keys).toBeGreaterThanOrEqual(asked.requests + asked.others);
  // A case and two mails under load, each once.
  expect(byController?.hottest).toMatchObject({ key: "voorbeeld-bv", writes: 3 * asked.requests });
  // What is due is spread over the shards, whoever it is about.
  expect(pending?.hottest.writes).toBeLessThan((pending?.writes ?? 0) / 2);
  for (const { hottest } of figures.writes) expect(hottest.mostInASecond).toBeLessThan(1_000);
  expect(loadText(figures)).toContain(`${2 * all} mails wanted, 0 lost, 0 sent more than once.`);
}, 900_000);
