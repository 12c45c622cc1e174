/** How long work made of microtasks may hold the event loop before it yields, in milliseconds. */
const TURN_MS = 5;

type Resume = () => void;

// Module state on purpose: there is one event loop in a process, whatever number of apps share it.
let turnStartedAt: number | null = null;
const waiting: Resume[] = [];
/** Those who wait for the turn of a share, the share that is next first. */
const waitingByShare = new Map<string, Resume[]>();
let turns = 0;
let isShareNext = false;
/** Whether the present turn has resumed one; it resumes at least one. */
let hasResumed = false;

/**
 * Keeps long work from starving the event loop: queries on SQLite are synchronous, and a promise that is already resolved continues
 * before any socket is read. Called between two steps of such work:
 *
 *     const pause = yieldIfLong();
 *     if (pause !== undefined) await pause;
 *
 * Returns undefined while the present turn has time left. Otherwise returns a promise that resolves in a later turn. All callers share
 * the time of a turn, and those who wait are resumed in the order in which they came, as many in each turn as its time allows and at
 * least one. Sockets and timers are served between two turns.
 *
 * Work that may go on for very long, such as a replay, names a `share`, for example its viewer: shares are resumed in rotation, however
 * many wait for one of them. Work without a share goes first, but in every second turn a share does.
 */
export function yieldIfLong(share?: string): Promise<void> | undefined {
  const now = performance.now();
  if (turnStartedAt === null) {
    turnStartedAt = now;
    setImmediate(beginTurn);
  } else if (now - turnStartedAt > TURN_MS || isAnyWaiting(share)) return untilResumed(share);
  return undefined;
}

/** Nobody overtakes those who wait for the same: then a caller's turn comes after at most as many steps as there are others. */
function isAnyWaiting(share: string | undefined): boolean {
  return share === undefined ? waiting.length > 0 : waitingByShare.has(share);
}

function untilResumed(share: string | undefined): Promise<void> {
  return new Promise((resolve) => {
    lineOf(share).push(resolve);
    // One for each who waits: between two immediates of one turn, what was resumed runs until it waits again.
    setImmediate(resumeNext);
  });
}

function lineOf(share: string | undefined): Resume[] {
  if (share === undefined) return waiting;
  const line = waitingByShare.get(share) ?? [];
  waitingByShare.set(share, line);
  return line;
}

/** The first immediate of its turn, since it was the first to be set in the turn before. */
function beginTurn(): void {
  turnStartedAt = null;
  if (waiting.length === 0 && waitingByShare.size === 0) return;
  turnStartedAt = performance.now();
  turns += 1;
  isShareNext = turns % 2 === 0;
  hasResumed = false;
  setImmediate(beginTurn);
}

function resumeNext(): void {
  if (hasResumed && performance.now() - (turnStartedAt ?? 0) > TURN_MS) {
    setImmediate(resumeNext);
    return;
  }
  hasResumed = true;
  takeNext()?.();
}

function takeNext(): Resume | undefined {
  const isOfShare = waitingByShare.size > 0 && (isShareNext || waiting.length === 0);
  isShareNext = false;
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
