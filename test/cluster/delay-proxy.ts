import { startTcpProxy } from '../support/tcp-proxy.js';

/** A TCP proxy that passes everything on after a while, as a network does between two places. */
export interface DelayProxy {
  readonly port: number;
  /** Milliseconds that each byte takes in either direction. */
  delayMs: number;
  close(): Promise<void>;
}

/** Starts a proxy to a loopback port, without a delay. */
export async function startDelayProxy(targetPort: number): Promise<DelayProxy> {
  const delay = { ms: 0 };
  const { port, sockets, close } = await startTcpProxy(targetPort, (from, to) => {
    // Timers of one length fire in the order in which they were set.
    from.on('data', (bytes: Buffer) => void setTimeout(() => to.write(bytes), delay.ms));
    from.once('close', () => void setTimeout(() => to.destroy(), delay.ms));
  });
  return {
    port,
    get delayMs() {
      return delay.ms;
    },
    set delayMs(ms) {
      delay.ms = ms;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await close();
    },
  };
}
