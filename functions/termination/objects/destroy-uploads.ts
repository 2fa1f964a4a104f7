import { forEach } from "./at-once.ts";
import type { Upload } from "./bucket.ts";
import { answerOf } from "./s3-error.ts";
import type { TerritoryObjects } from "./territory-objects.ts";

const atOnce = 8;

/**
 * Calls off the uploads of one page: what they have stored goes with them.
 * @returns how many were called off, and S3's code for each that was not
 */
export async function destroyUploads(
  objects: TerritoryObjects,
  uploads: readonly Upload[],
  hasTime: () => boolean,
): Promise<{ aborted: number; refused: string[] }> {
  const refused: string[] = [];
  let aborted = 0;
  await forEach(uploads, atOnce, async (upload) => {
    if (!hasTime()) return void refused.push("OutOfTime");
    try {
      await objects.abortUpload(upload);
      aborted += 1;
    } catch (error) {
      refused.push(answerOf(error));
    }
  });
  return { aborted, refused };
}
