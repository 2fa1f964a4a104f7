/** For how long, in milliseconds, a door goes by what it read: a closed intake or a revoked right acts within it. */
export const rememberedFor = 5_000;

/**
 * A reader of many that remembers what it read for a while and reads only the rest, in one go. What was not there is
 * not remembered: it may be there the next moment.
 *
 * @param read reads the records with these ids; those that do not exist are absent
 * @param milliseconds for how long a record may be out of date
 */
export function rememberEach<T>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  milliseconds: number,
  now: () => Date,
): (ids: readonly string[]) => Promise<Map<string, T>> {
  const remembered = new Map<string, { value: T; until: number }>();
  return async (ids) => {
    const time = now().getTime();
    const found = new Map<string, T>();
    for (const id of ids) {
      const known = remembered.get(id);
      if (known && time < known.until) found.set(id, known.value);
    }
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length === 0) return found;
    for (const [id, { until }] of remembered) if (until <= time) remembered.delete(id);
    for (const [id, value] of await read(missing)) {
      remembered.set(id, { value, until: time + milliseconds });
      found.set(id, value);
    }
    return found;
  };
}

/** The same for one record at a time. */
export function remember<T>(
  read: (id: string) => Promise<T | undefined>,
  milliseconds: number,
  now: () => Date,
): (id: string) => Promise<T | undefined> {
  const readEach = rememberEach<T>(
    async ([id = ""]) => {
      const value = await read(id);
      return new Map(value === undefined ? [] : [[id, value]]);
    },
    milliseconds,
    now,
  );
  return async (id) => (await readEach([id])).get(id);
}
