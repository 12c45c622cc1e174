import { setTimeout as pause } from 'node:timers/promises';

const WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 2;

/**
 * Polls until `holds` returns true, for conditions without an event. Throws after 20 seconds, naming the
 * condition.
 */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`timed out waiting for: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
