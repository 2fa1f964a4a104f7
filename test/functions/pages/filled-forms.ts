import { type Answers, type Filled, fill } from "../../support/forms.ts";

/** The key of a form that was opened once. */
export const key = "a secret from a random source";

const request: Answers = {
  controllerId: "voorbeeld-bv",
  organisation: "",
  rights: ["access", "erasure"],
  message: "Ik wil weten\nwelke gegevens u van mij heeft.",
  name: "Noor de Vries",
  email: "noor@example.org",
  "identifier.customer_number": "4711",
};

const report: Answers = {
  occurrence: "confirmed",
  description: "Een lijst met adressen\nging naar de verkeerde.",
  discoveredAt: "2026-11-22T08:30",
  controllerIds: ["voorbeeld-bv", "example-ltd"],
  "reporter.name": "Sanne Bakker",
  "reporter.email": "sanne@subprocessor.example",
};

/** The form for a request with nothing wrong in it, and with these answers in place of its own. */
export const filledRequest = (changes: Answers = {}): Filled => fill({ key, ...request, ...changes });

/** The same for a breach report. */
export const filledReport = (changes: Answers = {}): Filled => fill({ key, ...report, ...changes });
