/** An S3 in a process of its own, on the folder that is named, so that it can be killed. */
import { freshS3 } from "../../../support/s3.ts";

const { endpoint } = await freshS3({ folder: process.argv[2] ?? "" });
process.stdout.write(`${endpoint}\n`);
