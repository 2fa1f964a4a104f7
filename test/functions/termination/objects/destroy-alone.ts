import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { noProgress } from "../../../../functions/termination/objects/progress.ts";
import { connectS3, s3Of } from "../../../../functions/termination/objects/s3.ts";
import { dependencies, ownTerritory, term } from "./world.ts";

// Run as a process of its own, so that its memory is that of a destruction and nothing else: destroys Voorbeeld B.V.'s
// objects in the bucket it is given, on the S3 of its environment, and prints what it came to and its peak memory.
const [bucket = ""] = process.argv.slice(2);
const territory = ownTerritory(bucket);
const deps = dependencies(s3Of(connectS3()), { save: async () => {} });
const { versions, emptyAt } = await destroyObjects(territory, term, noProgress(territory), deps);
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ versions, isEmpty: emptyAt !== undefined, peakKib: maxRSS }));
