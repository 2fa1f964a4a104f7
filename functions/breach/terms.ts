/**
 * The closed lists of words that a breach report uses. They follow the questionnaire of the Dutch authority (Autoriteit
 * Persoonsgegevens, edition of August 2022); the number of its question stands with each.
 */

/** Whether the breach really happened, as far as the reporter knows. */
export const occurrences = ["confirmed", "suspected"] as const;

/** 5.1: what was breached (GDPR art. 4(12)). */
export const natures = ["confidentiality", "integrity", "availability"] as const;

/** 5.2: what kind of incident it was. */
export const incidentKinds = [
  "email_wrong_recipient",
  "recipients_visible",
  "post_wrong_recipient",
  "post_returned_opened",
  "post_lost",
  "authorisation_error",
  "folder_too_open",
  "device_or_paper_lost",
  "published_by_accident",
  "hacking_malware_phishing",
  "data_in_wrong_file",
  "other",
] as const;

/** 6.1: which personal data. */
export const personalDataCategories = [
  "name",
  "sex",
  "birth_date",
  "national_id",
  "contact",
  "access_or_identification",
  "financial",
  "identity_document",
  "location",
  "criminal",
  "unknown",
  "other",
] as const;

/** 6.2: which special categories (GDPR art. 9). */
export const specialCategories = [
  "ethnicity",
  "political",
  "religious_or_philosophical",
  "trade_union",
  "sexual",
  "health",
  "genetic",
  "biometric",
] as const;

/** 7.1, 7.2: whose data. */
export const dataSubjectCategories = [
  "customer",
  "user",
  "employee",
  "member",
  "student",
  "patient",
  "minor",
  "vulnerable",
  "unknown",
  "other",
] as const;

/** 10.1, and article 7.3 of the agreement: who has been informed. */
export const informedParties = ["data_subjects", "controller", "authority", "police", "other"] as const;
