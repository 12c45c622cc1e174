import type { Phase } from './shutdown.js';

/** What a shutdown of the server does, in the order of its phases. */
export interface ShutdownSteps {
  markNotReady(): void;
  /** Serves everything as before until load balancers have noticed. */
  serveOn(): Promise<void>;
  /** Closes streams and sockets gradually, so that their clients do not all reconnect at once. */
  drainSockets(): Promise<void>;
  /** Closes the remaining sockets at once. */
  terminateSockets(): void;
  /** Stops accepting connections and waits for requests in flight. */
  finishRequests(): Promise<void>;
  stopServer(): Promise<void>;
}

/**
 * The phases of a shutdown that may take `totalMs` after its first two. Sockets get a fifth of the time and
 * requests half, so that time is left for the closers, which write state down.
 */
export function shutdownPhases(steps: ShutdownSteps, totalMs: number, closers: readonly Phase[]): Phase[] {
  return [
    { name: 'mark not ready', run: () => steps.markNotReady() },
    { name: 'wait for load balancers', run: () => steps.serveOn() },
    { name: 'drain sockets', limitMs: totalMs / 5, run: () => steps.drainSockets() },
    { name: 'terminate sockets', run: () => steps.terminateSockets() },
    { name: 'finish requests', limitMs: totalMs / 2, run: () => steps.finishRequests() },
    { name: 'stop server', limitMs: totalMs / 10, run: () => steps.stopServer() },
    ...closers,
  ];
}

/** Clients are disconnected over an eighth of the time; the rest of their fifth is for leaving. */
export function drainMs(totalMs: number): number {
  return totalMs / 8;
}
