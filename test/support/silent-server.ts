import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What a server does with whoever connects to it: nothing, it stops in the middle of an answer, or it works. */
export type Silence = "silent" | "stops" | "works";

/** A server that falls silent as a test says. */
export type SilentServer = {
  endpoint: string;
  behaves: Silence;
  /** How many connections were made to it, and how many of them are open. */
  connections: { made: number; open: number };
  close: () => void;
};

/**
 * Starts a server that is silent at first, on a free port of this machine. A connection stays as the server was when it
 * was made.
 * @param port of the server of this machine that stands behind it where it works
 */
export async function startSilentServer(port = 0): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    silent.connections.made += 1;
    silent.connections.open += 1;
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      silent.connections.open -= 1;
    });
    if (silent.behaves === "works") return pass(socket, port);
    const part = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<";
    socket.on("data", () => silent.behaves === "stops" && socket.write(part));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const silent: SilentServer = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaves: "silent",
    connections: { made: 0, open: 0 },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return silent;
}

function pass(socket: Socket, port: number): void {
  const behind = connect(port, "127.0.0.1");
  behind.on("error", () => socket.destroy());
  socket.on("close", () => behind.destroy());
  socket.pipe(behind).pipe(socket);
}
