import { onTestFinished, vi } from "vitest";

/** Makes the pauses between tries, whose length is left to chance, as short as they can be, until the test has ended. */
export function withoutPauses(): void {
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  onTestFinished(() => random.mockRestore());
}
