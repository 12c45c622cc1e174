import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that passes everything on after a while, as a network does between two places. */
export interface DelayProxy {
  readonly port: number;
  /** Milliseconds that each byte takes in either direction. */
  delayMs: number;
  close(): Promise<void>;
}

/** Starts a proxy to a loopback port, without a delay. */
export async function startDelayProxy(targetPort: number): Promise<DelayProxy> {
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
      // Timers of one length fire in the order in which they were set.
      from.on('data', (bytes: Buffer) => void setTimeout(() => to.write(bytes), proxy.delayMs));
      from.once('close', () => {
        sockets.delete(from);
        setTimeout(() => to.destroy(), proxy.delayMs);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: DelayProxy = {
    port: (server.address() as { port: number }).port,
    delayMs: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
