import { beforeEach, vi } from "vitest";

/** What the functions under test have logged in the running test, line by line; it does not reach the terminal. */
export const logged: string[] = [];

/** The metrics that they have written among it, each line with its values. */
export const measured: Record<string, unknown>[] = [];

beforeEach(() => {
  logged.length = 0;
  measured.length = 0;
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    const text = String(line);
    if (text.startsWith('{"_aws":')) {
      const { _aws, ...values } = JSON.parse(text);
      measured.push(values);
    } else logged.push(text);
    return true;
  });
  return () => write.mockRestore();
});
