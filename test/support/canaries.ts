import { submission } from "./submissions.ts";

/** Texts that a person typed: wherever one of them is found again that is no place for them, somebody wrote down too much. */
export const canaries = {
  name: "Kanarie Naam",
  email: "kanarie.adres@example.org",
  identifier: "kanarie-nummer",
  message: "kanarie bericht",
  representative: "kanarie.gemachtigde@example.org",
  organisation: "Kanarie Organisatie",
  filename: "kanarie-bestand",
  inside: "kanarie in een bestand",
};

/** A submission full of them. */
export const canarySubmission = submission({
  dataSubject: {
    name: canaries.name,
    email: canaries.email,
    identifiers: [{ type: "other", value: canaries.identifier }],
  },
  representative: { name: canaries.name, email: canaries.representative },
  message: canaries.message,
});
