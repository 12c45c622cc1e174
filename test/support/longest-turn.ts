import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The aim for every input, in milliseconds. A test fails at {@link BLOCK_FAILS_MS}, since machines are noisy. */
export const BLOCK_AIM_MS = 50;
export const BLOCK_FAILS_MS = 5 * BLOCK_AIM_MS;

/** Longest time without an answer of `/health/live`, in milliseconds. */
export interface LongestTurn {
  readonly busyMs: number;
  /**
   * Of an idle run as long as the busy one, at most {@link IDLE_MAX_MS}. 0 where `busyMs` is within the aim: then no
   * idle run can change what is found.
   */
  readonly idleMs: number;
  /** What the work added: `busyMs - idleMs`, at least 0. */
  readonly blockMs: number;
}

const IDLE_MAX_MS = 5_000;
const SETTLE_MS = 200;

/**
 * Measures, from a process of its own, the longest time a server does not answer while `work` runs, and prints it. If
 * that is longer than the aim, it is compared with an idle run of equal length. The server must be a process of its own
 * too: what a test does in the server's process would be measured as the server's.
 */
export async function longestTurn(
  name: string,
  url: string,
  work: () => Promise<unknown>,
): Promise<LongestTurn> {
  const probe = fork(join(import.meta.dirname, 'liveness-probe.mjs'), [url], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const take = async () => {
    const answer = once(probe, 'message');
    probe.send('take');
    return (await answer)[0] as number;
  };
  try {
    await delay(SETTLE_MS);
    await take();
    const startedAt = performance.now();
    await work();
    const busyMs = await take();
    const tookMs = performance.now() - startedAt;
    const idle = async () => {
      await delay(SETTLE_MS);
      await take();
      await delay(Math.min(tookMs, IDLE_MAX_MS));
      return await take();
    };
    const idleMs = busyMs > BLOCK_AIM_MS ? await idle() : 0;
    const found = { busyMs, idleMs, blockMs: Math.max(0, busyMs - idleMs) };
    const against = busyMs > BLOCK_AIM_MS ? `idle ${idleMs.toFixed(0)}` : 'no idle run needed';
    const figures = `busy ${busyMs.toFixed(0)}, ${against}; aim ${BLOCK_AIM_MS}`;
    process.stdout.write(`longest turn, ${name}: ${found.blockMs.toFixed(0)} ms (${figures})\n`);
    return found;
  } finally {
    probe.disconnect();
  }
}

/** The longest time between two turns of this process's own event loop while `work` runs, in milliseconds. For what runs in the test itself. */
export async function longestTurnHere(work: () => Promise<unknown>): Promise<number> {
  let longestMs = 0;
  let isOver = false;
  let last = performance.now();
  const measure = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
  };
  const next = () => {
    measure();
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  await work();
  isOver = true;
  measure();
  return longestMs;
}
