import type { Marker, Page } from "./bucket.ts";

/**
 * The pages of a list, one after the other, as long as `goesOn` says so before each.
 * @throws Error when the list goes round in a circle
 */
export async function* pagesOf<T>(
  list: (after?: Marker) => Promise<Page<T>>,
  goesOn: () => Promise<boolean>,
): AsyncGenerator<Page<T>, void, undefined> {
  let after: Marker | undefined;
  while (await goesOn()) {
    const page = await list(after);
    yield page;
    if (!page.next) return;
    if (page.next.key === after?.key && page.next.id === after.id)
      throw new Error("S3 lists the same page again");
    after = page.next;
  }
}
