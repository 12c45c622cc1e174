import type { Clock } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import type { RejectedDelivery } from '../core/webhook-outcome.js';
import type { StoredBrokerAccount } from '../ledger/broker-accounts.js';
import type { Played } from '../ledger/deliveries/deliveries.js';
import type { ErasedCounts } from '../ledger/erasure/erasures.js';
import type { Ledger } from '../ledger/ledger.js';
import type { MutualFundImportSnapshot } from '../ledger/snapshots.js';
import type { ConnectionFacts } from '../transports/connection-facts.js';
import type { Explanation } from './explain/explanation.js';
import type { Operator } from './operator.js';

/**
 * Explains a transaction, or one order of it if `batchId` is not null; null if it is not in the ledger. Ids
 * in its texts pass `mask`.
 */
export type Explain = (
  transactionId: string,
  options: { readonly batchId: string | null; readonly mask: (id: string) => string },
) => Promise<Explanation | null>;

/** The refused requests that this instance remembers. */
export interface RejectedDeliveries {
  /** Newest first. */
  list(): readonly RejectedDelivery[];
  /** Calls `listener` for each one until the returned function is called. A listener must not throw. */
  onRejected(listener: (rejected: RejectedDelivery) => void): () => void;
}

/** Plays stored deliveries again. Both throw if the ledger cannot be written. */
export interface DeliveryPlayer {
  /**
   * Plays one now, even if it was applied before. Null if there is no such delivery, or if playing it failed:
   * it is then tried again later as any delivery is.
   */
  play(deliveryId: string): Promise<Played | null>;
  /** Finds out what playing it would do, and changes nothing. Null if there is none, or playing it failed. */
  tryOut(deliveryId: string): Promise<Played | null>;
}

/** Whether something holds that this instance needs to be sent traffic; null: it does. */
export interface ReadinessCheck {
  readonly name: string;
  readonly reason: string | null;
}

/** An act of an operator. */
export interface OperatorAct {
  readonly action: 'REPLAY_DELIVERY' | 'START_REPLAY' | 'STOP_REPLAY' | 'REVEAL_DELIVERY';
  /** What it was done to, without personal data; null if it has no one subject. */
  readonly subject: string | null;
  readonly reason: string | null;
}

/** Records an act before it is done. Throws if it cannot be recorded: then it is not done. */
export type RecordAct = (operator: Operator, act: OperatorAct) => Promise<void>;

/**
 * Unlinks a broker account from its viewer, recorded in the same commit with the reason. Returns false, and
 * records nothing, if it is not linked to that viewer any more. Throws if the ledger cannot be written.
 */
export type UnlinkAccount = (
  operator: Operator,
  account: StoredBrokerAccount,
  reason: string,
) => Promise<boolean>;

/** What operators do with everything that is kept about a viewer, named by the `sub` of their tokens. */
export interface ViewerData {
  /** How many rows there are, by table; null if nothing is kept. */
  count(sub: string): Promise<ErasedCounts | null>;
  /**
   * Everything as JSON, after the act was recorded; null if nothing is kept. Throws if the ledger cannot be
   * written.
   */
  export(operator: Operator, sub: string, reason: string): Promise<string | 'too-large' | null>;
  /** Erases everything, and records the act. The receipt is a line of JSON. */
  erase(
    operator: Operator,
    sub: string,
    reason: string,
  ): Promise<{
    readonly erasureId: string;
    readonly endedAt: number;
    readonly counts: ErasedCounts;
    readonly receipt: string;
  }>;
}

/** Calls `listener` with the id of each delivery that was stored or played here. It must not throw. */
export type OnDelivery = (listener: (deliveryId: string) => void) => () => void;

/** A cursor as a client has it. */
export interface PastedCursor {
  readonly epoch: string;
  readonly seq: number;
  /** Whether it is a cursor of this viewer. */
  isOf(viewerId: string): boolean;
}

/** What the console knows of the logs of events besides what is in the ledger. */
export interface EventLogSource {
  /** The present epoch of the logs, which is part of each cursor. */
  epoch(): string;
  /** How long events are kept. */
  readonly retentionDays: number;
  /** The cursor of an event as its client gets it. */
  cursorOf(viewerId: string, seq: number): string;
  /** Null if the text is no cursor. */
  readCursor(text: string): PastedCursor | null;
  /**
   * Calls `listener` with the number of the newest event after each commit, of any instance, until the
   * returned function is called. A listener must not throw.
   */
  follow(viewerId: string, listener: (head: number) => void): () => void;
}

/** How often sockets of this instance were closed with one code since it was started. */
export interface CountedClose {
  /** Null for codes that only a client could have chosen. */
  readonly code: number | null;
  readonly count: number;
  readonly meaning: string;
  /** Whether stock clients reconnect automatically. */
  readonly reconnects: boolean;
}

/** The connections of viewers at this instance. */
export interface ConnectionSource {
  /** Those of one viewer, or all, as they are now and in no order. */
  open(viewerId: string | null): Iterable<ConnectionFacts>;
  closes(): Promise<readonly CountedClose[]>;
}

/** Everything that the operator schema reads and does. */
export interface OperatorServices {
  readonly ledger: Pick<Ledger, 'db' | 'digestKey' | 'onCommit'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Path of the webhook route. */
  readonly webhookPath: string;
  readonly readiness: () => Promise<readonly ReadinessCheck[]>;
  readonly gateway: {
    /** False while the breaker is open. */
    isReachable(): Promise<boolean>;
    clockOffsetMs(): number;
  };
  readonly explain: Explain;
  readonly rejected: RejectedDeliveries;
  readonly onDelivery: OnDelivery;
  readonly player: DeliveryPlayer;
  readonly record: RecordAct;
  readonly unlink: UnlinkAccount;
  readonly viewerData: ViewerData;
  /** Where an import of mutual funds stands, in one word. */
  readonly importState: (snapshot: MutualFundImportSnapshot) => string;
  readonly eventLogs: EventLogSource;
  readonly connections: ConnectionSource;
  /** Whether other instances write to the same ledger. */
  readonly hasOtherInstances: boolean;
}
