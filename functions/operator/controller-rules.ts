import { isDeepStrictEqual } from "node:util";
import { attachmentPlaces } from "../../shared/attachments/places.ts";
import type { Controller, StorageLocation } from "../../shared/controller.ts";
import { domainOf } from "../../shared/mail-address.ts";
import type { FieldError } from "../../shared/refusal.ts";

/**
 * What a controller's data is judged against. `ownDomains` are those of our sender and our desk, in ASCII; `ownBucket` is
 * the stack's own.
 */
export type Surroundings = {
  ownDomains: readonly string[];
  ownBucket: string;
  others: readonly Controller[];
};

/** What an operator wrote of a controller, as far as it is judged here. */
type Written = { id?: string | undefined } & Pick<
  Controller,
  "listed" | "contacts" | "storage" | "agreement"
>;

/** What is wrong with a new controller's data, apart from its form; nothing when it can be added. */
export function checkNew(input: Written, surroundings: Surroundings): FieldError[] {
  return [
    ...unless(!input.listed || input.id !== undefined, "/id", "A listed controller needs an id."),
    ...unless(
      input.listed || input.id === undefined,
      "/id",
      "An unlisted controller is given a random id: leave it out.",
    ),
    ...checkContacts(input, surroundings.ownDomains),
    ...checkStorage(input.storage, input.id, surroundings),
  ];
}

/** What is wrong with the data that is to replace that of `current`; nothing when it can. */
export function checkChanged(
  input: Written,
  current: Pick<Controller, "id" | "listed" | "storage" | "termination">,
  surroundings: Surroundings,
): FieldError[] {
  const others = surroundings.others.filter(({ id }) => id !== current.id);
  return [
    ...unless((input.id ?? current.id) === current.id, "/id", "An id never changes."),
    ...unless(
      input.listed || !current.listed,
      "/listed",
      "A listed controller's id can be guessed, so it cannot become unlisted: add an unlisted one.",
    ),
    ...checkContacts(input, surroundings.ownDomains),
    ...checkStorage(input.storage, current.id, { ...surroundings, others }),
    ...unless(
      current.termination === undefined || isDeepStrictEqual(input.storage, current.storage),
      "/storage",
      "The agreement has ended, and the controller has been told what is destroyed: that stays as it is.",
    ),
    ...unless(
      current.termination?.phase !== "destroyed" || input.agreement === undefined,
      "/agreement",
      "The controller's data has been destroyed, and what was agreed is not kept: leave it out.",
    ),
  ];
}

function checkContacts({ contacts }: Written, ownDomains: readonly string[]): FieldError[] {
  const isOurs = (domain: string) => ownDomains.some((own) => `.${domain}`.endsWith(`.${own}`));
  return contacts.flatMap(({ email }, i) =>
    unless(
      !isOurs(domainOf(email)),
      `/contacts/${i}/email`,
      "This is our own domain: mail to it would go round in a loop.",
    ),
  );
}

const { controllers: implied, desk, breachReports } = attachmentPlaces;

type Place = Readonly<Record<keyof StorageLocation, string>>;

function checkStorage(
  storage: readonly StorageLocation[],
  id: string | undefined,
  { ownBucket, others }: Surroundings,
): FieldError[] {
  const taken = others.flatMap((other) => other.storage);
  const ofCases = [desk, breachReports].map((prefix) => ({ bucket: ownBucket, prefix }));
  return storage.flatMap((location, i) => {
    const { prefix } = location;
    const isOwn = id !== undefined && prefix.startsWith(`${implied}${id}/`);
    const pointer = `/storage/${i}/prefix`;
    return [
      ...unless(
        isOwn || !prefix.startsWith(implied),
        pointer,
        "Under controllers/ only the controller's own id may follow.",
      ),
      ...unless(
        !ofCases.some((other) => overlap(location, other)),
        pointer,
        "Here the files of everybody's requests and breach reports are, in the stack's own bucket.",
      ),
      ...unless(
        !taken.some((other) => overlap(location, other)),
        pointer,
        "This overlaps another controller's prefix.",
      ),
      ...unless(
        !storage.slice(0, i).some((other) => overlap(location, other)),
        pointer,
        "This overlaps a prefix above it.",
      ),
    ];
  });
}

/** Whether one location is, contains or lies in the other. Prefixes end in `/`, so `c/1/` and `c/10/` do not. */
function overlap(a: Place, b: Place): boolean {
  return a.bucket === b.bucket && (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix));
}

function unless(isRight: boolean, pointer: string, code: string): FieldError[] {
  return isRight ? [] : [{ pointer, code }];
}
