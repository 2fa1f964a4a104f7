import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { StartFailure } from "../start-failure.ts";

/**
 * Listens on this machine only.
 * @param port 0 for any free one.
 * @returns the address, without a trailing slash.
 * @throws StartFailure when the port cannot be had.
 */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portFailure(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new StartFailure(`Port ${port} has no address.`);
  return `http://127.0.0.1:${address.port}`;
}

/** What is wrong with a port, in a sentence. */
export function portFailure(
  port: number,
  { code, message }: { code?: unknown; message: string },
): StartFailure {
  if (code === "EADDRINUSE") return new StartFailure(`Port ${port} is taken by another program.`);
  if (code === "EACCES") return new StartFailure(`Port ${port} may not be used by this user.`);
  return new StartFailure(`Port ${port} cannot be used: ${message}.`);
}

/** Takes no new connections, lets what is being answered finish for `grace` milliseconds, then closes the rest. */
export async function stopListening(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(grace, undefined, { ref: false })]);
  server.closeAllConnections();
}
