import { afterEach, describe, expect, test, vi } from "vitest";
import { measure, metrics, secondsBetween } from "../../shared/metrics.ts";

/** What a line of metrics is on stdout, which the other tests only see the values of. */
function lineOf(values: Parameters<typeof measure>[0]) {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  measure(values);
  write.mockRestore();
  expect(lines).toEqual([expect.stringMatching(/^\{[^\r\n]+\}\n$/)]);
  return JSON.parse(lines[0] ?? "");
}

afterEach(() => {
  vi.unstubAllEnvs();
});

// H3
describe("a line of metrics", () => {
  test("is as the embedded metric format has it, of the stack whose function wrote it, without a dimension", () => {
    vi.stubEnv("METRICS_NAMESPACE", "Rehearsal");
    const { _aws, ...values } = lineOf({ MailsAccepted: 2, SecondsToSend: [0.4, 1.25] });
    expect(values).toEqual({ MailsAccepted: 2, SecondsToSend: [0.4, 1.25] });
    expect(_aws).toEqual({
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: "Rehearsal",
          Dimensions: [[]],
          Metrics: [
            { Name: "MailsAccepted", Unit: "Count" },
            { Name: "SecondsToSend", Unit: "Seconds" },
          ],
        },
      ],
    });
    expect(Math.abs(_aws.Timestamp - Date.now())).toBeLessThan(60_000);
  });

  test("is no line that counts as an error", () => {
    expect(lineOf({ MailsFailed: 1 })).not.toHaveProperty("level");
  });
});

test("the metrics are as many as cost nothing, besides the one that counts logged errors", () => {
  expect(Object.keys(metrics)).toHaveLength(9);
});

test("clocks that differ make no negative seconds", () => {
  const at = new Date("2026-11-23T12:00:00.000Z");
  const later = new Date("2026-11-23T12:00:01.500Z");
  expect([secondsBetween(at, later), secondsBetween(later, at)]).toEqual([1.5, 0]);
});
