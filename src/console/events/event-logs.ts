import { badInput } from '../../core/errors.js';
import type { LogBounds } from '../../ledger/event-record.js';
import { readLogBounds } from '../../ledger/events.js';
import { type FoldedLog, foldLog, type LogSubject } from '../../ledger/operator/event-log.js';
import type { SealedIds } from '../sealed-id.js';
import type { OperatorServices } from '../services.js';
import { findLog, type FoundLog, hasLog } from './find-log.js';
import { LogFollower } from './log-follower.js';

/** What a client knew at one place of a log, and up to where that is not known. */
export interface LogState extends FoldedLog {
  readonly seq: number;
  /** Objects that last changed at this number or before are not known. */
  readonly unknownUpTo: number;
}

/** Reads the logs of viewers for operators. */
export class EventLogs {
  constructor(
    private readonly services: Pick<OperatorServices, 'ledger' | 'eventLogs'>,
    private readonly ids: SealedIds,
  ) {}

  /** The viewer behind an opaque id; null if nothing has happened to one of this ledger. */
  async viewerOf(id: string): Promise<string | null> {
    const viewerId = this.ids.open('viewer', id);
    return viewerId !== null && (await hasLog(this.services.ledger.db, viewerId)) ? viewerId : null;
  }

  /** The bounds of a log. */
  async bounds(viewerId: string): Promise<LogBounds> {
    return await readLogBounds(this.services.ledger.db, viewerId);
  }

  /** The log that a text names. */
  async find(text: string): Promise<FoundLog> {
    return await findLog(this.services.ledger.db, this.services.eventLogs, text);
  }

  /** The object behind its opaque id; null if it was not made here. */
  subjectOf(id: string): LogSubject | null {
    const opened = this.ids.open('subject', id);
    if (opened === null) return null;
    const [kind, subject] = JSON.parse(opened) as [string, string];
    return { kind, subject };
  }

  /**
   * What a client that has received the events up to `seq` knows. Throws BAD_USER_INPUT if the log has not
   * got so far.
   */
  async stateAt(viewerId: string, seq: number): Promise<LogState> {
    const { db } = this.services.ledger;
    const { head } = await readLogBounds(db, viewerId);
    if (seq < 0 || seq > head) throw badInput('seq', `must be a number from 0 to ${head}`);
    const folded = await foldLog(db, viewerId, seq);
    // Events may have been deleted while they were read, so this is read last.
    const { trimmedTo } = await readLogBounds(db, viewerId);
    return { ...folded, seq, unknownUpTo: trimmedTo };
  }

  /** New events of a log, from now on. */
  async follow(viewerId: string): Promise<LogFollower> {
    const { ledger, eventLogs } = this.services;
    const follow = (listener: (head: number) => void) => eventLogs.follow(viewerId, listener);
    return await LogFollower.open({ db: ledger.db, viewerId, follow });
  }
}
