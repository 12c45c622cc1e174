import { setTimeout as pause } from 'node:timers/promises';

const WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 2;

/** Waits until `holds` says so, for what no event tells; throws after 20 seconds, naming what did not come. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`it did not come to that: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
