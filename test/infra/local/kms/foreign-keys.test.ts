import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { foreignKeyIds } from "../../../../infra/local/kms/foreign-keys.ts";
import { readSettings } from "../../../../infra/local/settings.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";

const Properties = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" };
const resources = { SealKey: { Type: "AWS::KMS::Key", Properties } };
const stack = localStack({ stackName: "Test", region: "eu-central-1", assets: {}, resources }, {});

type Aliases = Map<string, string>;

/** A KMS that gives its keys ids of its own choice. */
async function serve(aliases: Aliases) {
  const asked: string[] = [];
  const answers: Record<string, (request: Record<string, string>) => object> = {
    CreateKey: (request) => ({ KeyMetadata: { KeyId: "own-choice", ...request } }),
    CreateAlias({ AliasName = "", TargetKeyId = "" }) {
      aliases.set(AliasName, TargetKeyId);
      return {};
    },
    GetPublicKey({ KeyId = "" }) {
      const id = aliases.get(KeyId);
      return id ? { KeyId: `arn:aws:kms:eu-central-1:1:key/${id}` } : { __type: "NotFoundException" };
    },
  };
  const server = createServer(async (message, response) => {
    const operation = String(message.headers["x-amz-target"]).replace("TrentService.", "");
    const answer = answers[operation]?.(Object(await json(message))) ?? {};
    asked.push(operation);
    response.writeHead("__type" in answer ? 400 : 200).end(JSON.stringify(answer));
  });
  onTestFinished(() => stopListening(server, 0));
  return { settings: readSettings({ AWS_ENDPOINT_URL_KMS: await listen(server, 0) }), asked };
}

describe("the signing keys at somebody else's KMS", () => {
  test("are created once, and found again by an alias", async () => {
    const aliases: Aliases = new Map();
    const first = await serve(aliases);
    expect(await foreignKeyIds(stack, first.settings)).toEqual({ SealKey: "own-choice" });
    const second = await serve(aliases);
    expect(await foreignKeyIds(stack, second.settings)).toEqual({ SealKey: "own-choice" });
    expect(second.asked).toEqual(["GetPublicKey"]);
  });

  test("are not asked for where the KMS is ours", async () => {
    expect(await foreignKeyIds(stack, readSettings({ AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }))).toEqual(
      {},
    );
  });

  test("cannot be used where nobody answers, which is said in a sentence", async () => {
    const settings = readSettings({ AWS_ENDPOINT_URL_KMS: "http://127.0.0.1:1" });
    await expect(foreignKeyIds(stack, settings)).rejects.toThrow(
      "The KMS at http://127.0.0.1:1 cannot be used",
    );
  });
});
