import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects what is not reachable in this process now. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Collects garbage in several turns: what was reachable from a job of the turn before, and finalizers. */
export async function collectAllGarbage(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    collectGarbage();
    await pause(5);
  }
}
