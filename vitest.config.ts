import { defineConfig } from "vitest/config";

/** Their files share a process, and the modules in it: nothing of theirs outlives a test. */
const sharing = ["test/shared/**/*.test.ts", "test/functions/**/*.test.ts", "test/infra/*.test.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/logged.ts"],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    provide: { long: mode === "long" },
    projects: [
      { extends: true, test: { name: "sharing", include: sharing, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: sharing } },
    ],
  },
}));
