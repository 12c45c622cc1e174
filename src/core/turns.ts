/** How long work made of microtasks may hold the event loop before it yields, in milliseconds. */
const TURN_MS = 5;
/**
 * In a turn in which sockets and timers took longer, work gets as much time as they did, up to this:
 * otherwise a crowd of clients that are refused would leave next to nothing for the work that was accepted.
 */
const TURN_MAX_MS = 20;

/** A caller that waits for a later turn, and since when by the monotonic clock. */
interface Waiting {
  readonly resume: () => void;
  readonly since: number;
}

// Module state on purpose: a process has one event loop, which all its apps share.
let turnStartedAt: number | null = null;
const waiting: Waiting[] = [];
/** Those who wait for the turn of a share, the share that is next first. */
const waitingByShare = new Map<string, Waiting[]>();
let turns = 0;
/** How long work may run in the present turn, in milliseconds. */
let budgetMs = TURN_MS;
/** When the last work of the turn before was resumed; null when none was. */
let lastResumedAt: number | null = null;
let isShareNext = false;
/** Whether the present turn has resumed one; it resumes at least one. */
let hasResumed = false;

/**
 * Keeps long work from starving the event loop: queries on SQLite are synchronous, and a promise that is
 * already resolved continues before any socket is read. Called between two steps of such work:
 *
 *     const pause = yieldIfLong();
 *     if (pause !== undefined) await pause;
 *
 * Returns undefined while the present turn has time left. Otherwise returns a promise that resolves in a
 * later turn. All callers share the time of a turn, and those who wait are resumed in the order in which they
 * came, as many in each turn as its time allows and at least one. Sockets and timers are served between two
 * turns.
 *
 * Work that may go on for very long, such as a replay, names a `share`, for example its viewer: shares are
 * resumed in rotation, however many wait for one of them. Work without a share goes first, but in every
 * second turn a share does.
 */
export function yieldIfLong(share?: string): Promise<void> | undefined {
  const now = performance.now();
  if (turnStartedAt === null) {
    turnStartedAt = now;
    setImmediate(beginTurn);
  } else if (now - turnStartedAt > budgetMs || isAnyWaiting(share)) return untilResumed(share);
  return undefined;
}

/** How long the first in the line of work without a share has waited, in milliseconds; 0 while none waits. */
export function longestWaitMs(): number {
  const first = waiting[0];
  return first === undefined ? 0 : performance.now() - first.since;
}

/**
 * No caller overtakes others with the same share, so a caller waits for at most as many steps as there are
 * others.
 */
function isAnyWaiting(share: string | undefined): boolean {
  return share === undefined ? waiting.length > 0 : waitingByShare.has(share);
}

function untilResumed(share: string | undefined): Promise<void> {
  return new Promise((resolve) => {
    lineOf(share).push({ resume: resolve, since: performance.now() });
    // One for each who waits: between two immediates of one turn, what was resumed runs until it waits again.
    setImmediate(resumeNext);
  });
}

function lineOf(share: string | undefined): Waiting[] {
  if (share === undefined) return waiting;
  const line = waitingByShare.get(share) ?? [];
  waitingByShare.set(share, line);
  return line;
}

/** The first immediate of its turn, since it was the first to be set in the turn before. */
function beginTurn(): void {
  turnStartedAt = null;
  budgetMs = TURN_MS;
  if (waiting.length === 0 && waitingByShare.size === 0) {
    lastResumedAt = null;
    return;
  }
  turnStartedAt = performance.now();
  if (lastResumedAt !== null)
    budgetMs = Math.min(Math.max(TURN_MS, turnStartedAt - lastResumedAt), TURN_MAX_MS);
  turns += 1;
  isShareNext = turns % 2 === 0;
  hasResumed = false;
  setImmediate(beginTurn);
}

function resumeNext(): void {
  const now = performance.now();
  if (hasResumed && now - (turnStartedAt ?? 0) > budgetMs) {
    setImmediate(resumeNext);
    return;
  }
  hasResumed = true;
  lastResumedAt = now;
  takeNext()?.resume();
}

function takeNext(): Waiting | undefined {
  const isOfShare = waitingByShare.size > 0 && (isShareNext || waiting.length === 0);
  isShareNext = false;
  return isOfShare ? takeOfNextShare() : waiting.shift();
}

/** The share goes to the end of the rotation. */
function takeOfNextShare(): Waiting | undefined {
  for (const [share, line] of waitingByShare) {
    const next = line.shift();
    waitingByShare.delete(share);
    if (line.length > 0) waitingByShare.set(share, line);
    return next;
  }
  return undefined;
}
