/**
 * What Lambda's runtime is, with nothing around it that takes memory: imports a function's bundle, hands its handler one event,
 * and prints what that gave and the most memory that the process ever had, in KiB.
 */
const [bundle, timeout] = process.argv.slice(2);
const { handler } = await import(bundle);
const end = performance.now() + Number(timeout);
const result = await handler({}, { getRemainingTimeInMillis: () => end - performance.now() });
const { maxRSS } = process.resourceUsage();
process.stdout.write(`\n${JSON.stringify({ result, peakKib: maxRSS })}\n`);
