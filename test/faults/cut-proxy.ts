import { startTcpProxy } from '../support/tcp-proxy.js';

/** A TCP proxy whose connections can be cut at any byte of a message. */
export interface CutProxy {
  readonly port: number;
  /** Resets every open connection. Returns how many there were. */
  cut(): number;
  close(): Promise<void>;
}

/** Starts a proxy to a loopback port. */
export async function startCutProxy(targetPort: number): Promise<CutProxy> {
  const { port, sockets, close } = await startTcpProxy(targetPort, (from, to) => {
    from.once('close', () => to.destroy());
    from.pipe(to);
  });
  const cut = () => {
    const count = sockets.size / 2;
    for (const socket of sockets) socket.resetAndDestroy();
    return count;
  };
  return {
    port,
    cut,
    async close() {
      cut();
      await close();
    },
  };
}
