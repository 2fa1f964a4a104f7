import type * as z from "zod";
import type { OperatorClient } from "./operator-client.ts";

/** A path of the operator API with a query: what of it is undefined is left out. */
export function pathOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.append(name, value);
  return given.size === 0 ? path : `${path}?${given}`;
}

/** All pages of a list of cases, in their order, and the references of those that cannot be read. */
export async function readLetterPages<P extends { unreadable: string[]; next?: string | undefined }>(
  client: OperatorClient,
  path: string,
  page: z.ZodType<P>,
  controllerId: string | undefined,
): Promise<{ pages: P[]; unreadable: string[] }> {
  const pages: P[] = [];
  let from: string | undefined;
  do {
    const read = page.parse(await client.request("GET", pathOf(path, { controllerId, from })));
    pages.push(read);
    from = read.next;
  } while (from !== undefined);
  return { pages, unreadable: pages.flatMap(({ unreadable }) => unreadable) };
}
