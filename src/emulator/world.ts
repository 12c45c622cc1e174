import type { VirtualClock } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import type { SecretKeys } from '../core/secret.js';
import type { IdSource } from './state/ids.js';
import type { LifetimeProfile } from './state/lifetime.js';
import type { Notifier } from './webhooks/notifier.js';
import type { TransactionRecord } from './state/records.js';
import type { Store } from './state/store.js';
import type { Timers } from './state/timers.js';

/** The state and services that all parts of one emulator share. */
export interface World {
  readonly gatewayName: string;
  /** Key of auth tokens (section 4). */
  readonly secret: SecretKeys;
  /** Key of `x-gateway-secret` and of webhook checksums (section 3). */
  readonly apiSecret: SecretKeys;
  readonly lifetimeProfile: LifetimeProfile;
  readonly clock: VirtualClock;
  readonly timers: Timers;
  readonly store: Store;
  readonly ids: IdSource;
  readonly notifier: Notifier;
  readonly log: Log;
}

/** Whether a transaction has expired (section 8). One with an order at the exchange does not expire. */
export function isExpired(record: TransactionRecord, nowMs: number): boolean {
  return (record.status === 'INITIALIZED' || record.status === 'USED') && nowMs >= record.expireAt;
}

/** Formats a time as ISO 8601 UTC with milliseconds, as on the wire. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
