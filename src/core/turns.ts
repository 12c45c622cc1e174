/** How long work made of microtasks may hold the event loop before it yields, in milliseconds. */
const TURN_MS = 5;

// Module state on purpose: there is one event loop in a process, whatever number of apps share it.
let turnStartedAt: number | null = null;
const waiting: (() => void)[] = [];

/**
 * Keeps long work from starving the event loop: queries on SQLite are synchronous, and a promise that is already resolved continues
 * before any socket is read. Called between two steps of such work:
 *
 *     const pause = yieldIfLong();
 *     if (pause !== undefined) await pause;
 *
 * Returns undefined while the present turn has time left. Otherwise returns a promise that resolves in a later turn. All callers share
 * the time of a turn, and those who wait are resumed in the order in which they came, one in each turn, so that sockets and timers are
 * served in between.
 */
export function yieldIfLong(): Promise<void> | undefined {
  const now = performance.now();
  if (turnStartedAt === null) beginTurn(now);
  else if (now - turnStartedAt > TURN_MS) return new Promise((resolve) => waiting.push(resolve));
  return undefined;
}

function beginTurn(now: number): void {
  turnStartedAt = now;
  setImmediate(endTurn);
}

function endTurn(): void {
  turnStartedAt = null;
  const resume = waiting.shift();
  if (resume === undefined) return;
  beginTurn(performance.now());
  resume();
}
