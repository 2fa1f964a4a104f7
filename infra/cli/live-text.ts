import { clearScreenDown, moveCursor } from "node:readline";

/** A terminal, or what stands in its place. */
type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };

/** Shows a text on a terminal in place of the one before it; `end` takes the last one away. Shows nothing elsewhere. */
export function liveText(output: Output): { show: (text: string) => void; end: () => void } {
  let shown = 0;
  const end = () => {
    if (shown === 0) return;
    moveCursor(output, 0, -shown);
    clearScreenDown(output);
    shown = 0;
  };
  const show = (text: string) => {
    if (!output.isTTY) return;
    end();
    // What wraps or scrolls away could not be taken away again.
    const { columns = 80, rows = 24 } = output;
    const lines = text.split("\n").slice(0, rows - 1);
    output.write(lines.map((line) => `${line.slice(0, columns - 1)}\n`).join(""));
    shown = lines.length;
  };
  return { show, end };
}

/** Shows on a terminal for how long some work has been going on, until it ends. */
export async function showTime<T>(what: string, work: Promise<T>, output: Output): Promise<T> {
  const live = liveText(output);
  const began = performance.now();
  const timer = setInterval(() => {
    live.show(`${what}: ${Math.round((performance.now() - began) / 1_000)} s`);
  }, 1_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    live.end();
  }
}
