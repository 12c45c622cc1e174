import type { VirtualClock } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';
import type { IdSource } from './state/ids.js';
import type { LifetimeProfile } from './state/lifetime.js';
import type { Notifier } from './webhooks/notifier.js';
import type { TransactionRecord } from './state/state.js';
import type { Store } from './state/store.js';
import type { Timers } from './state/timers.js';

/** What every part of one emulator works with. */
export interface World {
  readonly gatewayName: string;
  /** Key of auth tokens (section 4). */
  readonly secret: Secret;
  /** Key of `x-gateway-secret` and of webhook checksums (section 3). */
  readonly apiSecret: Secret;
  readonly lifetimeProfile: LifetimeProfile;
  readonly clock: VirtualClock;
  readonly timers: Timers;
  readonly store: Store;
  readonly ids: IdSource;
  readonly notifier: Notifier;
  readonly log: Log;
}

/** Section 8: a transaction the user has not finished dies with `expireAt`; an order at the exchange does not. */
export function isExpired(record: TransactionRecord, nowMs: number): boolean {
  return (record.status === 'INITIALIZED' || record.status === 'USED') && nowMs >= record.expireAt;
}

/** ISO 8601 UTC with milliseconds, the form of every time on the wire. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
