import { type Clock, monotonicMs } from '../core/time/clock.js';
import { CLOSE } from './close-codes.js';
import type { SocketSession } from './websocket-session.js';

/** How long a peer may take to answer a ping, in milliseconds, when another socket waits for its slot. */
const PONG_WITHIN_MS = 500;

/** The part of a session that is used here. */
export type SlotSession = Pick<
  SocketSession,
  'isOpen' | 'heardAt' | 'frames' | 'askForPong' | 'close' | 'releaseSlot'
>;

export interface SocketSlotsOptions {
  /** Most sockets of each holder, at least 1. */
  readonly most: number;
  /** Time between keep-alive pings, in milliseconds. */
  readonly keepAliveMs: number;
  readonly clock: Clock;
}

/** The sockets of one holder, and the ones that wait for a slot. */
interface Holder {
  readonly name: string;
  /** The oldest first. */
  readonly sessions: Set<SlotSession>;
  waiting: number;
  /** Resolves with those that did not answer a ping; null if none was sent. */
  probe: Promise<readonly SlotSession[]> | null;
}

/**
 * The same number of sockets for each holder, a viewer or an address. The sockets of a phone that has lost
 * its network stay open here: when a new socket finds no slot free, the oldest silent one is closed and gives
 * its slot to the new one. A socket that answers keeps its slot.
 */
export class SocketSlots {
  readonly #holders = new Map<string, Holder>();

  constructor(private readonly options: SocketSlotsOptions) {}

  /**
   * Gives a session a slot of this holder, released when the session ends. If none is free and none of the
   * holder's sockets has been silent for long, pings them all and waits 500 ms for their answers. Resolves
   * with false if every socket answered, if as many sessions as there are slots wait already, or if the
   * session has closed while it waited.
   */
  async acquire(name: string, session: SlotSession): Promise<boolean> {
    const holder: Holder = this.#holders.get(name) ?? { name, sessions: new Set(), waiting: 0, probe: null };
    this.#holders.set(name, holder);
    if (this.#take(holder, session, this.#silent(holder))) return true;
    if (holder.waiting >= this.options.most) return false;
    holder.waiting += 1;
    holder.probe ??= this.#probe(holder);
    const silent = await holder.probe;
    holder.waiting -= 1;
    const isTaken = this.#take(holder, session, silent);
    this.#dropIfIdle(holder);
    return isTaken;
  }

  /** Takes a slot. If none is free, closes the first of the `silent` sessions that has one. */
  #take(holder: Holder, session: SlotSession, silent: readonly SlotSession[]): boolean {
    const { sessions } = holder;
    if (!session.isOpen) return false;
    if (sessions.size >= this.options.most) silent.find((one) => sessions.has(one))?.close(CLOSE.tooMany);
    if (sessions.size >= this.options.most) return false;
    sessions.add(session);
    // The one that was closed may have been the holder's last.
    this.#holders.set(holder.name, holder);
    session.releaseSlot = () => {
      sessions.delete(session);
      this.#dropIfIdle(holder);
    };
    return true;
  }

  /**
   * The sessions whose peer has sent no frame for a ping interval and the time for an answer: so at least one
   * ping has not been answered in time.
   */
  #silent({ sessions }: Holder): readonly SlotSession[] {
    const { keepAliveMs, clock } = this.options;
    const since = monotonicMs(clock) - keepAliveMs - PONG_WITHIN_MS;
    return [...sessions].filter(({ heardAt }) => heardAt <= since);
  }

  #probe(holder: Holder): Promise<readonly SlotSession[]> {
    const asked = [...holder.sessions].map((session) => ({ session, frames: session.frames }));
    for (const { session } of asked) session.askForPong();
    return new Promise((resolve) => {
      // Answers that have arrived are read before the judgement, also after a turn that took long.
      const judge = () =>
        setImmediate(() => {
          holder.probe = null;
          resolve(
            asked.filter(({ session, frames }) => session.frames === frames).map(({ session }) => session),
          );
        });
      this.options.clock.after(PONG_WITHIN_MS, judge);
    });
  }

  /** A holder without sockets uses no memory. */
  #dropIfIdle({ name, sessions, waiting }: Holder): void {
    if (sessions.size === 0 && waiting === 0) this.#holders.delete(name);
  }
}
