import { Field, Int, ObjectType } from 'type-graphql';
import { toGlobalId } from '../core/ids.js';
import type { TransactionStatus } from '../gateway/facts.js';
import type { WireIntent } from '../gateway/wire.js';
import {
  IntentEnum,
  ProvenanceEnum,
  TimelineSourceEnum,
  TransactionFailureKindEnum,
  TransactionStatusEnum,
} from '../graphql/enums.js';
import { connectionTypes } from '../graphql/connection.js';
import type { Failure } from '../graphql/failure.js';
import { FailureType } from '../graphql/failure.type.js';
import { MoneyType, toMoney } from '../graphql/money.type.js';
import { NodeInterface } from '../graphql/node.js';
import type { Reuse } from '../graphql/reuse.js';
import { REVISION } from '../graphql/revision.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';
import { SmallcaseRefType } from '../graphql/smallcase-ref.type.js';
import type { TimelineEntry } from '../ledger/timeline.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import type { Provenance } from '../core/provenance.js';
import { SipType, toSip } from './request/sip.type.js';
import { toRequestView, TransactionRequestType } from './request/transaction-request.type.js';
import { failureKind, type TransactionFailureKind } from './sdk-error.js';
import { isExpired, isRetryable, isSettled } from './transaction.machine.js';

@ObjectType('TransactionFailure', { simpleResolvers: true, description: 'Why a transaction failed.' })
export class TransactionFailureType {
  @Field(() => Int, { nullable: true, description: 'Gateway’s error code, such as 1012.' })
  code!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The textual code that the SDK gave, such as `USER_CANCELLED`; null if it gave none.',
  })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Gateway’s message, such as `user_cancelled`.' })
  message!: string | null;

  @Field(() => TransactionFailureKindEnum, { description: 'How an app should react.' })
  kind!: TransactionFailureKind;

  @Field(() => ProvenanceEnum, { description: 'Whether a client reported it or a read confirmed it.' })
  provenance!: Provenance;

  @Field(() => Boolean, {
    description: 'Whether the app may create a new transaction. False while an order may still exist.',
  })
  isRetryable!: boolean;
}

@ObjectType('TimelineEntry', {
  simpleResolvers: true,
  description: 'One change of a transaction or its order, or a contradiction.',
})
export class TimelineEntryType {
  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  at!: Date;

  @Field(() => TimelineSourceEnum, { description: 'What caused it.' })
  source!: TimelineEntry['source'];

  @Field(() => String, {
    nullable: true,
    description: 'Batch id of the order; null if it concerns the transaction itself.',
  })
  batchId!: string | null;

  @Field(() => String, { nullable: true, description: 'The status before.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'The status after; null if nothing changed.' })
  to!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Explanation, if this contradicted the known state; otherwise null.',
  })
  anomaly!: string | null;
}

@ObjectType('Transaction', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'A single-use request created at Gateway. It expires after some minutes.',
})
export class TransactionType extends NodeInterface {
  @Field(() => String, { description: 'Gateway’s id, for the SDK’s `triggerTransaction`.' })
  gatewayTransactionId!: string;

  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => IntentEnum, { description: 'What the transaction is for.' })
  intent!: WireIntent;

  @Field(() => TransactionStatusEnum, { description: 'Current status.' })
  status!: TransactionStatus;

  @Field(() => String, {
    nullable: true,
    description: 'The status as Gateway sent it.',
  })
  rawStatus!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it expires, by Gateway’s clock.' })
  expiresAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether it expired without an outcome. Not final: a later read can still find one.',
  })
  isExpired!: boolean;

  @Field(() => Boolean, {
    description: 'Whether its order has been open for so long that Dwar no longer polls it.',
  })
  isStale!: boolean;

  @Field(() => TransactionFailureType, { nullable: true, description: 'Why it failed; null otherwise.' })
  error!: TransactionFailureType | null;

  @Field(() => ProvenanceEnum, {
    description: 'How the status was established: reported, from a webhook, or confirmed by a read.',
  })
  provenance!: Provenance;

  @Field(() => MoneyType, { nullable: true, description: 'Cash at the broker, after FETCH_FUNDS.' })
  funds!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The `notes` given at its creation; null if there were none. ' +
      'What looks like a PAN, a phone number or an e-mail address is replaced.',
  })
  notes!: string | null;

  @Field(() => TransactionRequestType, {
    nullable: true,
    description:
      'What was asked for. Null for intents that order nothing and name no investment, ' +
      'and for transactions of earlier versions.',
  })
  request!: TransactionRequestType | null;

  @Field(() => SmallcaseRefType, {
    nullable: true,
    description: 'The smallcase of the outcome; null while none is known.',
  })
  smallcase!: SmallcaseRefType | null;

  @Field(() => SipType, { nullable: true, description: 'The SIP, after SIP_SETUP; otherwise null.' })
  sip!: SipType | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the user opened the broker account on the way; null if unknown.',
  })
  signup!: boolean | null;

  @Field(() => FailureType, {
    nullable: true,
    description:
      'Why the `smallcaseAuthToken` of this `reportTransactionOutcome` linked no broker account. ' +
      'Null everywhere else.',
  })
  linkFailure!: Failure | null;
}

/** Fields of {@link TransactionType} that are read only when asked for are resolved elsewhere. */
export type TransactionView = TransactionType & {
  readonly __typename: 'Transaction';
  readonly snapshot: TransactionSnapshot;
};

/**
 * A transaction as clients see it; `upstreamNow` decides whether it is expired, which `reuse` notes if the
 * answer is kept.
 */
export function toTransactionView(
  snapshot: Revised<TransactionSnapshot>,
  upstreamNow: number,
  reuse?: Reuse,
): TransactionView {
  reuse?.changesAt(snapshot.expireAt, upstreamNow);
  if (!isSettled(snapshot.status) || snapshot.isStale) reuse?.keepBriefly();
  return {
    __typename: 'Transaction',
    snapshot,
    id: toGlobalId('Transaction', snapshot.transactionId),
    gatewayTransactionId: snapshot.transactionId,
    revision: snapshot.revision,
    intent: snapshot.intent,
    status: snapshot.status,
    rawStatus: snapshot.rawStatus,
    createdAt: toDate(snapshot.createdAt),
    expiresAt: toDate(snapshot.expireAt),
    isExpired: isExpired(snapshot, upstreamNow),
    isStale: snapshot.isStale,
    error: toFailureView(snapshot),
    provenance: snapshot.provenance,
    funds: toMoney(snapshot.funds),
    notes: snapshot.notes ?? null,
    request: toRequestView(snapshot.request),
    smallcase: snapshot.smallcase ?? null,
    sip: toSip(snapshot.sip),
    signup: snapshot.signup ?? null,
    linkFailure: null,
  };
}

function toFailureView(snapshot: TransactionSnapshot): TransactionFailureType | null {
  const { error } = snapshot;
  if (error === null) return null;
  const { key = null } = error;
  return { ...error, key, kind: failureKind(error.code), isRetryable: isRetryable(snapshot) };
}

/** A timeline as clients see it. */
export function toTimelineView(entries: readonly TimelineEntry[]): TimelineEntryType[] {
  return entries.map(({ at, source, batchId, from, to, anomaly }) => ({
    at: toDate(at),
    source,
    batchId,
    from,
    to,
    anomaly,
  }));
}

export const TransactionConnection = connectionTypes('Transaction', () => TransactionType);
