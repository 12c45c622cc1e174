import { type Clock, monotonicMs } from './clock.js';
import type { Log } from '../log.js';

/** A difference between the clock and the monotonic time that no ordinary adjustment makes. */
const JUMP_MS = 5_000;
/** How long a time must have kept pace with the monotonic clock before it is believed without a witness. */
const PROVEN_AFTER_MS = 10 * 60_000;
/** How close a second clock must be to agree. */
const AGREES_WITHIN_MS = 60_000;
/**
 * How far ahead of the ledger's last certain time a start is believed: nothing that is kept for a day is lost
 * by as much.
 */
const START_AHEAD_MS = 3_600_000;
const START_BEHIND_MS = 60_000;
const ASK_EVERY_MS = 30_000;
const LOG_EVERY_MS = 60_000;

/** One reading of both clocks: epoch milliseconds, and the monotonic time. */
interface Reading {
  readonly wall: number;
  readonly mono: number;
}

interface Options {
  readonly clock: Clock;
  readonly log: Log;
  /** The last time that was certain in an earlier life of the process; null when none is known. */
  readonly lastKnown: number | null;
  /** The time by other clocks, epoch milliseconds; null for one that does not know it. Must not throw. */
  readonly witnesses: readonly (() => number | null)[];
  /** The database's own clock; null when it has none. Asked only while the time is in doubt. */
  readonly databaseNow: () => Promise<number | null>;
}

/**
 * Says which time has certainly been reached: the one place that decides whether a time may be believed for
 * what cannot be undone, such as a deletion. The machine's clock is trusted while it keeps pace with the
 * monotonic clock. After a jump it is in doubt: time continues from before the jump until a second clock
 * agrees with the new time, or for ten minutes.
 */
export class CertainTime {
  #believed: Reading;
  /** The first reading of the time that is in doubt. */
  #doubted: Reading | null = null;
  #database: Reading | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  readonly #loggedAt = new Map<string, number>();

  constructor(private readonly options: Options) {
    const { lastKnown } = options;
    const { wall, mono } = this.#read();
    const aheadMs = lastKnown === null ? 0 : wall - lastKnown;
    const isPlausible = aheadMs <= START_AHEAD_MS && aheadMs >= -START_BEHIND_MS;
    this.#believed = { wall: isPlausible ? wall : (lastKnown ?? wall), mono };
    this.#check();
  }

  /** A time that has certainly been reached, epoch milliseconds. */
  now(): number {
    const { wall, expected } = this.#check();
    return Math.min(wall, expected);
  }

  /**
   * A time that certainly has not been passed: what is kept from now on is stamped with it. Epoch
   * milliseconds.
   */
  latest(): number {
    const { wall, expected } = this.#check();
    return Math.max(wall, expected);
  }

  /** Whether the machine's clock is believed now. */
  get isCertain(): boolean {
    this.#check();
    return this.#doubted === null;
  }

  /** Reads both clocks. While the clock is believed, both times in the result are its own. */
  #check(): { readonly wall: number; readonly expected: number } {
    const reading = this.#read();
    const expected = continued(this.#believed, reading.mono);
    if (isClose(reading.wall, expected, JUMP_MS)) {
      if (this.#doubted !== null)
        this.#log(reading, 'the clock of this machine is back at the time it should be');
      return this.#believe(reading);
    }
    if (this.#doubted === null || !isClose(reading.wall, continued(this.#doubted, reading.mono), JUMP_MS)) {
      this.#doubted = reading;
      this.#log(
        { ...reading, jumpMs: Math.round(reading.wall - expected) },
        'the clock of this machine has jumped; until its new time is confirmed, ' +
          'nothing is deleted or ended by it',
      );
    }
    if (this.#isProven(reading)) {
      this.#log(reading, 'the time of this machine is confirmed');
      return this.#believe(reading);
    }
    return { wall: reading.wall, expected };
  }

  #believe(reading: Reading): { readonly wall: number; readonly expected: number } {
    this.#believed = reading;
    this.#doubted = null;
    return { wall: reading.wall, expected: reading.wall };
  }

  #isProven({ wall, mono }: Reading): boolean {
    if (this.#doubted !== null && mono - this.#doubted.mono >= PROVEN_AFTER_MS) return true;
    this.#askDatabase(mono);
    const byDatabase = this.#database === null ? null : continued(this.#database, mono);
    const others = [byDatabase, ...this.options.witnesses.map((witness) => witness())];
    return others.some((time) => time !== null && isClose(time, wall, AGREES_WITHIN_MS));
  }

  #askDatabase(mono: number): void {
    if (mono - this.#askedAt < ASK_EVERY_MS) return;
    this.#askedAt = mono;
    this.options.databaseNow().then(
      (wall) => {
        this.#database = wall === null ? null : { wall, mono: monotonicMs(this.options.clock) };
      },
      () => {
        this.#database = null;
      },
    );
  }

  #read(): Reading {
    return { wall: this.options.clock.now(), mono: monotonicMs(this.options.clock) };
  }

  /** A clock that keeps jumping fills no log. */
  #log({ wall, mono, ...more }: Reading & { readonly jumpMs?: number }, message: string): void {
    if (mono - (this.#loggedAt.get(message) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
    this.#loggedAt.set(message, mono);
    this.options.log.warn({ clock: new Date(wall).toISOString(), ...more }, message);
  }
}

/** The time of a reading, carried on by the monotonic clock. */
function continued({ wall, mono }: Reading, now: number): number {
  return wall + now - mono;
}

function isClose(left: number, right: number, withinMs: number): boolean {
  return Math.abs(left - right) <= withinMs;
}
