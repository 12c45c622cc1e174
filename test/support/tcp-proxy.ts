import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy to a loopback port. */
export interface TcpProxy {
  readonly port: number;
  /** The open sockets of both sides. */
  readonly sockets: ReadonlySet<Socket>;
  /** Takes no more connections; resolves when the open ones have ended. */
  close(): Promise<void>;
}

/** Starts a proxy. `pass` begins to pass on what one side sends, and to end the other side after it. */
export async function startTcpProxy(
  targetPort: number,
  pass: (from: Socket, to: Socket) => void,
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.once('close', () => sockets.delete(from));
      pass(from, to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    sockets,
    async close() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
