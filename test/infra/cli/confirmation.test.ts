import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { requireTerminal, typedConfirmation } from "../../../infra/cli/confirmation.ts";

const reference = "BR-7K3M-9QXT-2W5R";

function terminal({ input: isInput = true, output: isOutput = true } = {}) {
  return {
    input: Object.assign(new PassThrough(), { isTTY: isInput }),
    output: Object.assign(new PassThrough(), { isTTY: isOutput }),
  };
}

describe("a typed confirmation", () => {
  test.each([reference, reference.toLowerCase(), ` ${reference}\r`])(
    "is given by typing %j",
    async (typed) => {
      const { input, output } = terminal();
      input.end(`${typed}\n`);
      await expect(typedConfirmation(reference, { input, output })).resolves.toBeUndefined();
      output.end();
      expect(await text(output)).toContain(`Type ${reference} to confirm: `);
    },
  );

  test.each(["", "yes", "BR-7K3M-9QXT-2W5", "y"])("is not given by typing %j", async (typed) => {
    const { input, output } = terminal();
    input.end(`${typed}\n`);
    await expect(typedConfirmation(reference, { input, output })).rejects.toMatchObject({
      exitCode: 1,
      message: "Not confirmed: nothing was done.",
    });
  });

  test("is not given by the end of the input", async () => {
    const { input, output } = terminal();
    input.end();
    await expect(typedConfirmation(reference, { input, output })).rejects.toMatchObject({ exitCode: 1 });
  });

  test.each([{ input: false }, { output: false }])(
    "cannot be asked for where this is no terminal: %j",
    (no) => {
      expect(() => requireTerminal(terminal(no))).toThrow(expect.objectContaining({ exitCode: 2 }));
      expect(() => requireTerminal(terminal(no))).toThrow("--yes");
      expect(() => requireTerminal(terminal(no), "That is early")).toThrow(/^That is early: /);
      expect(() => requireTerminal(terminal())).not.toThrow();
    },
  );
});
