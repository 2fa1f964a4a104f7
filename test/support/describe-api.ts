import { vi } from "vitest";

vi.stubEnv("PROCESSOR_NAME", "Verwerker B.V.");
vi.stubEnv("PRIVACY_DESK", "privacy-desk@processor.example");

/** The door of `describe-api`, which reads its environment when it is loaded. */
export const { handler: describeApi } = await import("../../functions/about/describe-api.lambda.ts");
