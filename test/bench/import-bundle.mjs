/** Imports a bundle as Lambda does at a cold start; prints for how many milliseconds, and how large the process is then. */
import { pathToFileURL } from "node:url";

const { href } = pathToFileURL(process.argv[2] ?? "");
const started = performance.now();
await import(href);
const milliseconds = performance.now() - started;
process.stdout.write(JSON.stringify({ milliseconds, bytes: process.memoryUsage.rss() }));
