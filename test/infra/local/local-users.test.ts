import { expect, onTestFinished, test } from "vitest";
import { operatorClient } from "../../../infra/cli/operator-client.ts";
import { createGateway } from "../../../infra/local/http/http-gateway.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";
import { localUsers, operatedStack } from "../../../infra/local/local-users.ts";
import { operatorRoutes } from "../../../shared/routes.ts";

const region = "eu-central-1";
const keys = {
  credentials: { accessKeyId: "LOCALOPERATOR", secretAccessKey: "secret" },
  readerCredentials: { accessKeyId: "LOCALREADER", secretAccessKey: "other secret" },
};

/** The operator API of a local run, whose functions only say whom they were called by. */
async function operatorApi(): Promise<string> {
  const gateway = createGateway();
  const routes = operatorRoutes.map(({ method, path }) => ({
    key: `${method} ${path}`,
    functionName: "operate",
    timeoutMs: 1_000,
    iam: true,
  }));
  const invoke = async (_: string, event: Record<string, unknown>) => {
    const { requestContext } = event as { requestContext: { authorizer: { iam: { userArn: string } } } };
    return { ok: true, result: { by: requestContext.authorizer.iam.userArn } } as const;
  };
  const users = localUsers(keys, operatedStack("a1b2c3", { region, stackName: "Meldpunt" }));
  gateway.serve({
    api: { logicalId: "Api", apiId: "a1b2c3", routes },
    pool: { invoke: async (name, event) => invoke(name, event as Record<string, unknown>) },
    authority: { users, region, now: () => new Date() },
  });
  const url = await listen(gateway.server, 0);
  onTestFinished(() => stopListening(gateway.server, 0));
  return url;
}

test("an operator with the reading policy can list and cannot terminate", async () => {
  const url = await operatorApi();
  const reader = operatorClient({ url, region, credentials: keys.readerCredentials });
  const operator = operatorClient({ url, region, credentials: keys.credentials });
  const terminate = ["POST", "/controllers/voorbeeld-bv/termination", { lastDay: "2026-12-31" }] as const;

  expect(await reader.request("GET", "/controllers")).toEqual({
    by: "arn:aws:iam::000000000000:user/reader",
  });
  await expect(reader.request(...terminate)).rejects.toMatchObject({ status: 403 });
  expect(await operator.request(...terminate)).toEqual({ by: "arn:aws:iam::000000000000:user/operator" });
});
