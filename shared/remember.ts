/**
 * A reader that remembers what it read for a while, so that a warm function reads a record once. What was not
 * there is not remembered: it may be there the next moment.
 *
 * @param read reads the record with an id
 * @param milliseconds for how long a record may be out of date
 */
export function remember<T>(
  read: (id: string) => Promise<T | undefined>,
  milliseconds: number,
  now: () => Date,
): (id: string) => Promise<T | undefined> {
  const remembered = new Map<string, { value: T; until: number }>();
  return async (id) => {
    const time = now().getTime();
    const known = remembered.get(id);
    if (known && time < known.until) return known.value;
    for (const [key, { until }] of remembered) if (until <= time) remembered.delete(key);
    const value = await read(id);
    if (value !== undefined) remembered.set(id, { value, until: time + milliseconds });
    return value;
  };
}
