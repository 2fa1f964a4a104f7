/** What a person may name to be found by. */
export const identifierTypes = [
  "customer_number",
  "account",
  "phone",
  "address",
  "date_of_birth",
  "other",
] as const;
