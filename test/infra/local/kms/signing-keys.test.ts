import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { keptPrivateKey, readSigningKeys } from "../../../../infra/local/kms/signing-keys.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";

function keysOf(Properties: Record<string, unknown>) {
  const resources = { Key: { Type: "AWS::KMS::Key", Properties } };
  return readSigningKeys(
    localStack({ stackName: "Test", region: "eu-central-1", assets: {}, resources }, {}),
  );
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-kms-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const [key] = keysOf({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", EnableKeyRotation: false });
if (!key) throw new Error("no key");

describe("a signing key", () => {
  test("is known by the ARN that the template makes of it", () => {
    expect(key).toEqual({
      logicalId: "Key",
      id: expect.any(String),
      arn: `arn:aws:kms:eu-central-1:000000000000:key/${key.id}`,
    });
  });

  test("is made once, for this user only", () => {
    const folder = freshFolder();
    const made = keptPrivateKey(folder, key);
    expect(made.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect(keptPrivateKey(folder, key).equals(made)).toBe(true);
    expect(statSync(join(folder, `${key.id}.pem`)).mode & 0o777).toBe(0o600);
    expect(keptPrivateKey(freshFolder(), key).equals(made)).toBe(false);
  });

  test("that was spoilt is not replaced", () => {
    const folder = freshFolder();
    writeFileSync(join(folder, `${key.id}.pem`), "spoilt");
    expect(() => keptPrivateKey(folder, key)).toThrow(/\.pem cannot be read as the private key/);
  });

  test.each([
    ["encrypts", { KeyUsage: "ENCRYPT_DECRYPT" }],
    ["is on another curve", { KeySpec: "ECC_NIST_P384", KeyUsage: "SIGN_VERIFY" }],
  ])("that %s is not run here", (_, properties) => {
    expect(() => keysOf(properties)).toThrow("cannot run Key (AWS::KMS::Key)");
  });
});
