/** Milliseconds under which a measurement says nothing. */
const noise = 0.05;

/**
 * How many times longer work takes on a text ten times as long, for each of its characters: about 1 where it reads the
 * text a fixed number of times, about 10 where the time grows with the square of the length. Both are measured here and
 * now, so that it does not matter how fast the machine is; the least of three measurements, because others work on it too.
 */
export function growth(unit: string, work: (text: string) => void): number {
  return Math.min(...Array.from({ length: 3 }, () => measured(unit, work)));
}

function measured(unit: string, work: (text: string) => void): number {
  const [short = 0, long = 0] = [20_000, 200_000]
    .map((length) => unit.repeat(length / unit.length))
    .map((text) => fastest(() => work(text)));
  return long / Math.max(short, noise) / 10;
}

/** What nothing gets in the way of: the fastest of several runs, in milliseconds. */
function fastest(work: () => void): number {
  const runs = Array.from({ length: 7 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...runs);
}
