/**
 * Does the work on every item, on at most `atOnce` at a time: the items are asked for only as fast as that. After an
 * error no other is begun. Returns or throws only when nothing is under way any more.
 * @throws what went wrong first
 */
export async function forEach<T>(
  items: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // One generator for all: it gives each item to one of them, and ends for all when one of them fails.
  const shared = (async function* () {
    yield* items;
  })();
  const worker = async () => {
    for await (const item of shared) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
