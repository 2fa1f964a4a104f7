import { describe, expect, test } from "vitest";
import { environmentOf } from "../../shared/environment.ts";
import { metrics } from "../../shared/metrics.ts";
import { onlyResource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const template = synthesize();
const body: string = textOf(
  template,
  onlyResource(template, "AWS::CloudWatch::Dashboard").Properties.DashboardBody,
);

type Shown = { title: string; alarms?: string[]; metrics?: unknown[][] };

/** What a dashboard shows, widget by widget. A metric is its namespace, its name, its dimensions and how it is shown. */
const shown: Shown[] = JSON.parse(body).widgets.map(({ properties }: { properties: Shown }) => properties);
const named = (namespace: string) =>
  shown
    .flatMap((widget) => widget.metrics ?? [])
    .filter(([of]) => of === namespace)
    .map(([, name]) => name);

describe("the dashboard", () => {
  test("shows every alarm", () => {
    const alarms = shown.flatMap((widget) => widget.alarms ?? []);
    expect(alarms).toHaveLength(resourcesOf(template, "AWS::CloudWatch::Alarm").length);
  });

  test("shows every metric that a function writes, and the logged errors, each once", () => {
    expect(named("Meldpunt").sort()).toEqual([...Object.keys(metrics), "ErrorsLogged"].sort());
  });

  test("shows the metrics of its own stack", () => {
    const { DashboardBody } = onlyResource(
      synthesize({ stackName: "Rehearsal" }),
      "AWS::CloudWatch::Dashboard",
    ).Properties;
    const text = JSON.stringify(DashboardBody);
    expect(text).toContain("RequestsReceived");
    expect(text).not.toContain("Meldpunt");
  });

  test("shows the errors of every function, and how many run at once", () => {
    expect(named("AWS/Lambda").filter((name) => name === "Errors")).toHaveLength(
      Object.keys(environmentOf).length,
    );
    expect(named("AWS/Lambda")).toEqual(
      expect.arrayContaining(["Duration", "ConcurrentExecutions", "Throttles"]),
    );
  });

  test("shows every dead-letter queue, the public API and what the table throttles", () => {
    expect(named("AWS/SQS")).toHaveLength(resourcesOf(template, "AWS::SQS::Queue").length);
    expect(named("AWS/ApiGateway").sort()).toEqual(["4xx", "5xx", "Count", "Latency"]);
    expect(named("AWS/DynamoDB")).toEqual([
      "ReadThrottleEvents",
      "WriteThrottleEvents",
      "WriteThrottleEvents",
    ]);
  });
});
