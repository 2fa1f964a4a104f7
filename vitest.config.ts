import { defineConfig } from "vitest/config";

/** Each of these files has a process of its own, as it starts others, or a browser; all share what the machine has. */
const apart = [
  "test/browser/**/*.test.ts",
  "test/conformance/**/*.test.ts",
  "test/flows/**/*.test.ts",
  "test/infra/local/start.test.ts",
];

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/logged.ts"],
    expect: { requireAssertions: true },
    // The large sizes take their time, also on a machine with two slow cores.
    testTimeout: mode === "long" ? 150_000 : 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    provide: { long: mode === "long" },
    projects: [
      { extends: true, test: { name: "apart", include: apart } },
      // Their files share a process, and the modules in it: nothing of theirs outlives a test.
      {
        extends: true,
        test: { name: "sharing", include: ["test/**/*.test.ts"], exclude: apart, isolate: false },
      },
    ],
  },
}));
