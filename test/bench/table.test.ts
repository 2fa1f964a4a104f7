import { describe, expect, test } from "vitest";
import { sampleGoal } from "./sample-goal.ts";
import { resultsJson, resultsText } from "./table.ts";

const first = { ...sampleGoal(), figure: "87.5 KB", met: true, values: { KB: 87.5 } };
const second = { ...first, id: "P2", metric: "a | b", figure: "200 KB", met: false, values: { KB: 200 } };
const third = { ...first, id: "P10", method: "By another." };

describe("the results", () => {
  test("are a table in Markdown, what each means, and a sum", () => {
    expect(resultsText([first, second, third])).toBe(
      `| #   | metric         | goal      | figure  | verdict |
| --- | -------------- | --------- | ------- | ------- |
| P1  | bundle, zipped | <= 115 KB | 87.5 KB | met     |
| P2  | a \\| b         | <= 115 KB | 200 KB  | NOT met |
| P10 | bundle, zipped | <= 115 KB | 87.5 KB | met     |

How each is measured:

P1, P2: By a scale.
P10: By another.

2 of 3 goals are met; not P2.
`,
    );
  });

  test("that are all met name none that is not", () => {
    expect(resultsText([first, third])).toContain("\n2 of 2 goals are met.\n");
  });

  test("are JSON for programs, with the numbers", () => {
    expect(JSON.parse(resultsJson([first, second]))).toEqual({
      goals: [
        {
          id: "P1",
          metric: "bundle, zipped",
          figure: "87.5 KB",
          goal: "<= 115 KB",
          met: true,
          values: { KB: 87.5 },
        },
        { id: "P2", metric: "a | b", figure: "200 KB", goal: "<= 115 KB", met: false, values: { KB: 200 } },
      ],
    });
  });
});
