import { LRUCache } from 'lru-cache';
import type { Clock } from '../time/clock.js';
import type { Log } from '../log.js';

const EVERY_MS = 60_000;
const KEYS_MAX = 1_000;

/**
 * Logs what may happen very often: one line per key and minute. A line says with `more` how many of its key
 * were left out before it.
 */
export class OccasionalLog {
  readonly #lines = new LRUCache<string, { at: number; more: number }>({ max: KEYS_MAX });

  constructor(
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  write(level: 'info' | 'warn', key: string, fields: object, message: string): void {
    const now = this.clock.now();
    const last = this.#lines.get(key);
    if (last !== undefined && Math.abs(now - last.at) < EVERY_MS) {
      last.more += 1;
      return;
    }
    const more = last === undefined || last.more === 0 ? {} : { more: last.more };
    this.#lines.set(key, { at: now, more: 0 });
    this.log[level]({ ...fields, ...more }, message);
  }
}
