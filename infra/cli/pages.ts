import type * as z from "zod";

/** A path of the operator API with a query: what of it is undefined is left out. */
export function pathOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.append(name, value);
  return given.size === 0 ? path : `${path}?${given}`;
}

/**
 * All pages of a list of cases, in their order, and the references of those that cannot be read.
 * @param read asks for the page that begins there: the first where it is undefined
 */
export async function readPages<P extends { unreadable: string[]; next?: string | undefined }>(
  page: z.ZodType<P>,
  read: (from: string | undefined) => Promise<unknown>,
): Promise<{ pages: P[]; unreadable: string[] }> {
  const pages: P[] = [];
  let from: string | undefined;
  do {
    const found = page.parse(await read(from));
    pages.push(found);
    from = found.next;
  } while (from !== undefined);
  return { pages, unreadable: pages.flatMap(({ unreadable }) => unreadable) };
}
