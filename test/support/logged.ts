import { beforeEach, vi } from "vitest";

/** What the functions under test have logged in the running test, line by line; it does not reach the terminal. */
export const logged: string[] = [];

beforeEach(() => {
  logged.length = 0;
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    logged.push(String(line));
    return true;
  });
  return () => write.mockRestore();
});
