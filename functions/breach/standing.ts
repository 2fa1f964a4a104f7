import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../../shared/refusal.ts";
import { after, type BreachEntry, type BreachState, type History, type Party } from "./breach.ts";
import { endsBeforeItStarts, type Facts, factNames, type Update } from "./report.ts";

/** What a notice is within its chain (GDPR art. 33(4): information in phases). */
export const noticeTypes = ["initial", "follow_up", "concluding", "withdrawn"] as const;

export type NoticeType = (typeof noticeTypes)[number];

/** One round of notices: what is told, and to whom. */
export type Round = {
  /** The entry that made it; 0 for the report itself. */
  sequence: number;
  type: NoticeType;
  facts: Facts;
  /** What was written with it. */
  notes: readonly string[];
  because?: string;
  recipients: readonly Party[];
};

/** What waits for the breach desk. */
export type Waiting = {
  /** When the first of it came in. */
  since: string;
  /** The entries that wait, oldest first; 0 for the report itself. */
  sequences: readonly number[];
  /** The updates among those: what `release` and `discard` decide on. */
  updates: readonly number[];
  /** The facts as they would be if all that waits were told. */
  facts: Facts;
};

/** Where a breach report stands, and how it came there. */
export type Standing = {
  state: BreachState;
  /** How many entries there are: who decides on it says which he has seen. */
  revision: number;
  /** What has been told, or, where nothing has, what would be. */
  facts: Facts;
  controllers: readonly Party[];
  /** Whether an organisation was named that nobody has been assigned for. */
  organisationUnknown: boolean;
  waiting?: Waiting;
  /** Why it was dismissed or withdrawn. */
  because?: string;
  rounds: readonly Round[];
  /** The entries about files that the controllers may know of, in the order in which they came to. */
  files: readonly number[];
  /** The entries about files that wait for the desk, with what they came with. */
  heldFiles: readonly number[];
};

type Fold = Omit<Standing, "waiting" | "files" | "heldFiles"> & {
  reported: Facts;
  /** The entries whose facts count, in order of sequence. */
  counting: readonly BreachEntry[];
  waiting: readonly { sequence: number; at: string; update?: BreachEntry }[];
  /** What was written while nothing had been told yet. */
  untold: readonly string[];
  files: readonly BreachEntry[];
  heldFiles: readonly BreachEntry[];
};

/**
 * Where a breach report stands after all its entries.
 * @throws Error when there is one that the state before it does not allow: such an entry is never stored
 */
export function standingOf({ case: of, entries }: History): Standing {
  const reported = factsOf(of.report);
  const organisationUnknown = of.report.organisation !== undefined;
  const begun: Fold = {
    state: of.began,
    revision: 0,
    reported,
    counting: [],
    facts: reported,
    controllers: of.controllers,
    organisationUnknown,
    waiting: of.began === "held" || organisationUnknown ? [{ sequence: 0, at: of.receivedAt }] : [],
    untold: [],
    rounds: [],
    files: [],
    heldFiles: [],
  };
  const first = of.began === "held" ? begun : tell(begun, { sequence: 0, type: "initial" });
  return toStanding(entries.reduce(take, first));
}

function toStanding(fold: Fold): Standing {
  const { waiting, reported, counting, untold, ...folded } = fold;
  const standing = { ...folded, files: numbersOf(fold.files), heldFiles: numbersOf(fold.heldFiles) };
  const [oldest] = waiting;
  if (!oldest) return standing;
  const sequences = numbersOf(waiting);
  return {
    ...standing,
    waiting: {
      since: oldest.at,
      sequences,
      updates: sequences.filter((sequence) => sequence > 0),
      facts: letOut(fold, waitingUpdates(fold)).facts,
    },
  };
}

function numbersOf(all: readonly { sequence: number }[]): number[] {
  return all.map(({ sequence }) => sequence);
}

function take(before: Fold, entry: BreachEntry): Fold {
  const { sequence, because } = entry;
  const state = after(before.state, entry.move);
  if (!state) throw new Error(`a ${before.state} breach report cannot ${entry.move}`);
  const fold = { ...before, state, revision: sequence };
  switch (entry.move) {
    case "update":
      return update(fold, entry);
    case "assign":
      return assign(fold, entry);
    case "confirm": {
      const told = tell(fold, { sequence, type: "initial", notes: fold.untold });
      return { ...letFilesOut(told), waiting: theOrganisation(fold), untold: [] };
    }
    case "release": {
      const updates = waitingUpdates(fold);
      if (updates.length === 0) return fold;
      const learned = { ...letFilesOut(letOut(fold, updates)), waiting: theOrganisation(fold) };
      // Files alone are told of by mails of their own.
      if (updates.every(({ attachment }) => attachment)) return learned;
      return tell(learned, { sequence, type: "follow_up", notes: updates.flatMap(noteIn) });
    }
    case "dismiss":
      return { ...fold, waiting: [], heldFiles: [], ...(because !== undefined && { because }) };
    case "discard":
      return waitingUpdates(fold).length > 0
        ? { ...fold, waiting: theOrganisation(fold), heldFiles: [] }
        : { ...fold, waiting: [], organisationUnknown: false };
    case "conclude":
      return tell(
        { ...learn(fold, entry), waiting: [], heldFiles: [] },
        { sequence, type: "concluding", notes: noteIn(entry) },
      );
    case "attach":
      return attach(fold, entry);
    case "withhold":
      return withhold(fold, entry);
    case "withdraw": {
      const why = because === undefined ? {} : { because };
      return tell({ ...fold, ...why, waiting: [], heldFiles: [] }, { sequence, type: "withdrawn", ...why });
    }
  }
}

/**
 * What a known reporter or the desk adds is told at once, what anybody else adds waits for the desk. Of a report that is
 * held, whatever does not come from the desk waits with it.
 */
function update(fold: Fold, entry: BreachEntry): Fold {
  const { sequence, at, vouched } = entry;
  if (fold.state === "held") {
    const waiting = entry.by === "reporter" ? [...fold.waiting, { sequence, at }] : fold.waiting;
    return { ...learn(fold, entry), waiting, untold: [...fold.untold, ...noteIn(entry)] };
  }
  if (!vouched) return { ...fold, waiting: [...fold.waiting, { sequence, at, update: entry }] };
  return tell(learn(fold, entry), { sequence, type: "follow_up", notes: noteIn(entry) });
}

/** A file goes the way of an update. */
function attach(fold: Fold, entry: BreachEntry): Fold {
  if (fold.state === "confirmed" && entry.vouched) return { ...fold, files: [...fold.files, entry] };
  return holdFile(fold, entry);
}

function holdFile(fold: Fold, entry: BreachEntry): Fold {
  const { sequence, at } = entry;
  const waits = { sequence, at, ...(fold.state === "confirmed" && { update: entry }) };
  return { ...fold, waiting: [...fold.waiting, waits], heldFiles: [...fold.heldFiles, entry] };
}

/**
 * Whoever may know of the file hears that it is withheld; of one that the desk dropped nobody does. Of one that waits for
 * the desk, that waits instead.
 */
function withhold(fold: Fold, entry: BreachEntry): Fold {
  const isOfFile = ({ attachment }: BreachEntry) => attachment?.id === entry.attachment?.id;
  if (fold.files.some(isOfFile)) return { ...fold, files: [...fold.files, entry] };
  const held = fold.heldFiles.find(isOfFile);
  if (!held) return fold;
  const waiting = fold.waiting.filter(({ sequence }) => sequence !== held.sequence);
  return holdFile({ ...fold, waiting, heldFiles: fold.heldFiles.filter((one) => one !== held) }, entry);
}

function letFilesOut(fold: Fold): Fold {
  return { ...fold, files: [...fold.files, ...fold.heldFiles], heldFiles: [] };
}

/** Of what waits, what letting it all go out does not settle: that an organisation was named which is still unknown. */
function theOrganisation({ organisationUnknown, waiting }: Fold): Fold["waiting"] {
  return organisationUnknown ? waiting.filter(({ sequence }) => sequence === 0) : [];
}

function assign(fold: Fold, { sequence, controllers: named = [], only }: BreachEntry): Fold {
  const added = named.filter(({ id }) => !fold.controllers.some((known) => known.id === id));
  const assigned = { ...fold, controllers: [...fold.controllers, ...added], organisationUnknown: false };
  if (fold.state === "held") return only ? { ...assigned, controllers: named } : assigned;
  const settled = { ...assigned, waiting: fold.waiting.filter((waits) => waits.sequence !== 0) };
  if (added.length === 0) return settled;
  const notes = [...new Set(fold.rounds.flatMap((round) => round.notes))];
  return tell(settled, { sequence, type: "initial", notes, recipients: added });
}

/** Adds a round of notices, to all controllers unless `round` names them. */
function tell(fold: Fold, round: Pick<Round, "sequence" | "type"> & Partial<Round>): Fold {
  const { facts, controllers } = fold;
  return { ...fold, rounds: [...fold.rounds, { facts, notes: [], recipients: controllers, ...round }] };
}

function noteIn({ note }: BreachEntry): string[] {
  return note === undefined ? [] : [note];
}

/** Lets the newest entry count. */
function learn(fold: Fold, entry: BreachEntry): Fold {
  return { ...fold, counting: [...fold.counting, entry], facts: withChanges(fold.facts, entry) };
}

/** Lets entries count that waited: what has been said since stays, whoever said it. */
function letOut(fold: Fold, updates: readonly BreachEntry[]): Fold {
  const counting = [...fold.counting, ...updates].toSorted((a, b) => a.sequence - b.sequence);
  return { ...fold, counting, facts: counting.reduce(withChanges, fold.reported) };
}

function waitingUpdates({ waiting }: Fold): BreachEntry[] {
  return waiting.flatMap(({ update }) => update ?? []);
}

/** What an entry says replaces what was known. A breach that has ended is no longer going on. */
function withChanges(facts: Facts, { changes = {} }: BreachEntry): Facts {
  const hasEnded = changes.endedAt !== undefined && changes.ongoing === undefined && facts.ongoing;
  return { ...facts, ...changes, ...(hasEnded && { ongoing: false }) };
}

/**
 * The facts that an update tells, if they fit those that are known. Facts that do not fit each other do not stand in the
 * way of one that touches neither.
 * @throws Refusal `invalid_input` when the breach would have ended before it started, or go on though it has ended, and
 * when there is nothing new in the update: it would make a notice that says nothing
 */
export function newFacts({ note, final, ...told }: Update, { facts }: Standing): Facts {
  const changes = factsOf(told);
  const isAboutTime = changes.startedAt !== undefined || changes.endedAt !== undefined;
  if (isAboutTime && endsBeforeItStarts({ ...facts, ...changes })) {
    throw refused(changes.endedAt === undefined ? "/startedAt" : "/endedAt", "ends_before_it_starts");
  }
  if (changes.ongoing && facts.endedAt !== undefined) throw refused("/ongoing", "ended_and_ongoing");
  const isNew = factNames.some((name) => name in changes && !isDeepStrictEqual(changes[name], facts[name]));
  if (!isNew && note === undefined && !final) throw refused("", "nothing_in_it");
  return changes;
}

/**
 * What an update adds to the entry that it becomes.
 * @throws Refusal as `newFacts` does
 */
export function additionOf(
  update: Update,
  standing: Standing,
): Pick<BreachEntry, "changes" | "note" | "final"> {
  const { note, final } = update;
  const changes = newFacts(update, standing);
  return {
    ...(Object.keys(changes).length > 0 && { changes }),
    ...(note !== undefined && { note }),
    ...(final !== undefined && { final }),
  };
}

function refused(pointer: string, code: string): Refusal {
  return new Refusal("invalid_input", { errors: [{ pointer, code }] });
}

/** The facts among everything that a report or an update holds. */
export function factsOf(from: Facts): Facts {
  return Object.fromEntries(
    factNames.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  );
}
