import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import type { TransactionStatus } from '../../gateway/facts.js';
import type { WireIntent } from '../../gateway/wire.js';
import { IntentEnum, ProvenanceEnum, TransactionStatusEnum } from '../../graphql/enums.js';
import { MoneyType } from '../../graphql/money.type.js';
import { REVISION } from '../../graphql/revision.js';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { SmallcaseRefType } from '../../graphql/smallcase-ref.type.js';
import type { Revised } from '../../ledger/object-revisions.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { SipType } from '../../transactions/request/sip.type.js';
import { toTransactionView, TransactionFailureType } from '../../transactions/transaction.type.js';

/** A transaction of any viewer, as a backend sees it. */
@ObjectType('Transaction', {
  simpleResolvers: true,
  description: 'A single-use request that a viewer created at Gateway.',
})
export class ServiceTransactionType {
  @Field(() => ID, { description: 'The global id, as the apps of viewers have it.' })
  id!: string;

  @Field(() => String, { description: 'Gateway’s id.' })
  gatewayTransactionId!: string;

  @Field(() => String, { description: 'The viewer who created it: the `sub` of their tokens.' })
  viewerId!: string;

  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => IntentEnum, { description: 'What the transaction is for.' })
  intent!: WireIntent;

  @Field(() => TransactionStatusEnum, { description: 'Current status.' })
  status!: TransactionStatus;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => ProvenanceEnum, {
    description: 'How the status was established: reported, from a webhook, or confirmed by a read.',
  })
  provenance!: Provenance;

  @Field(() => String, { nullable: true, description: 'The broker that the user chose; null if unknown.' })
  broker!: string | null;

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

  @Field(() => MoneyType, { nullable: true, description: 'Cash at the broker, after FETCH_FUNDS.' })
  funds!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `notes` given at its creation, with personal data replaced; null if there were none.',
  })
  notes!: string | null;

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
}

/** A transaction as a backend sees it; `upstreamNow` decides whether it is expired. */
export function toServiceTransaction(
  snapshot: Revised<TransactionSnapshot>,
  upstreamNow: number,
): ServiceTransactionType {
  const { viewerId, broker } = snapshot;
  return { ...toTransactionView(snapshot, upstreamNow), viewerId, broker };
}
