/**
 * Loaded before a function's own code: moves the clock of this one process by a number of milliseconds.
 * Timers and performance.now() stay as they are; only what tells the date moves. The variable goes away again,
 * so that a function sees nothing but its own environment.
 */
const offset = Number(process.env.MELDPUNT_CLOCK_OFFSET);
delete process.env.MELDPUNT_CLOCK_OFFSET;

const realNow = Date.now;
Date.now = () => realNow() + offset;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now()] : given, newTarget),
  apply: () => new Date().toString(),
});
Date.prototype.constructor = Date;
