import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { addDemoControllers, demoControllers } from "../../../infra/local/demo-controllers.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";

/** An operator API that knows these controllers, and takes any. */
async function operatorApi(...ids: string[]) {
  const added: unknown[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === "POST") added.push(await json(request));
    response.end(JSON.stringify({ controllers: ids.map((id) => ({ id })) }));
  });
  onTestFinished(() => stopListening(server, 0));
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  return { api: { url: await listen(server, 0), region: "eu-central-1", credentials }, added };
}

const [first, second] = demoControllers;

test.each([
  ["both, when nobody is there", [], [first, second]],
  ["the second, when a kill fell between the two", [first.id], [second]],
  ["none, when both are there among others", ["another", first.id, second.id], []],
])("the demo controllers that are added are %s", async (_, present, missing) => {
  const { api, added } = await operatorApi(...present);
  await addDemoControllers(api);
  expect(added).toEqual(missing);
});
