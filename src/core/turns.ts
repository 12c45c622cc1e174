/** How long work made of microtasks may hold the event loop before it yields, in milliseconds. */
const TURN_MS = 5;

type Resume = () => void;

// Module state on purpose: there is one event loop in a process, whatever number of apps share it.
let turnStartedAt: number | null = null;
const waiting: Resume[] = [];
/** Those who wait for the turn of a share, the share that is next first. */
const waitingByShare = new Map<string, Resume[]>();
let wasLastOfShare = false;

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
 *
 * Work that may go on for very long, such as a replay, names a `share`, for example its viewer: shares are resumed in rotation, however
 * many wait for one of them, and all shares together get every second turn while work without a share waits.
 */
export function yieldIfLong(share?: string): Promise<void> | undefined {
  const now = performance.now();
  if (turnStartedAt === null) beginTurn(now);
  else if (now - turnStartedAt > TURN_MS) return new Promise((resolve) => lineOf(share).push(resolve));
  return undefined;
}

function lineOf(share: string | undefined): Resume[] {
  if (share === undefined) return waiting;
  const line = waitingByShare.get(share) ?? [];
  waitingByShare.set(share, line);
  return line;
}

function beginTurn(now: number): void {
  turnStartedAt = now;
  setImmediate(endTurn);
}

function endTurn(): void {
  turnStartedAt = null;
  const resume = takeNext();
  if (resume === undefined) return;
  beginTurn(performance.now());
  resume();
}

function takeNext(): Resume | undefined {
  const isOfShare = waitingByShare.size > 0 && (waiting.length === 0 || !wasLastOfShare);
  wasLastOfShare = isOfShare;
  return isOfShare ? takeOfNextShare() : waiting.shift();
}

/** The share goes to the end of the rotation. */
function takeOfNextShare(): Resume | undefined {
  for (const [share, line] of waitingByShare) {
    const resume = line.shift();
    waitingByShare.delete(share);
    if (line.length > 0) waitingByShare.set(share, line);
    return resume;
  }
  return undefined;
}
