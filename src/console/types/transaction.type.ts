import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import type { SipFact } from '../../gateway/facts.js';
import { ProvenanceEnum } from '../../graphql/enums.js';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import { REVISION } from '../../graphql/revision.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import type { StoredTransaction } from '../../ledger/transactions.js';
import type { Masks } from '../masks.js';
import type { SealedIds } from '../sealed-id.js';
import { operatorConnection } from './page.type.js';

@ObjectType('Sip', {
  simpleResolvers: true,
  description: 'A SIP as a transaction of the intent SIP_SETUP left it. What is unknown is null.',
})
class SipType {
  @Field(() => Boolean, { nullable: true, description: 'Whether it is active.' })
  isActive!: boolean | null;

  @Field(() => String, { nullable: true, description: 'What was done to it, in Gateway’s word.' })
  action!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount of one instalment.' })
  amount!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'How often it is due, in Gateway’s word.' })
  frequency!: string | null;

  @Field(() => String, { nullable: true, description: 'Its kind, in Gateway’s word.' })
  kind!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next instalment is due.' })
  nextAt!: Date | null;
}

/** A transaction of any viewer, as the schema shows it. */
@ObjectType('Transaction', {
  simpleResolvers: true,
  description: 'A single-use request that was created at Gateway, of any viewer.',
})
export class OperatorTransactionType {
  @Field(() => ID, { description: 'Opaque id, the same in every session.' })
  id!: string;

  @Field(() => String, { description: 'Gateway’s id, shortened in a masked session.' })
  transactionId!: string;

  @Field(() => String, { description: 'Whose it is, shortened or hidden in a masked session.' })
  viewer!: string;

  @Field(() => ID, { description: 'Opaque id of the viewer, by which `eventLog` finds their log.' })
  viewerId!: string;

  @Field(() => String, { description: 'What it is for, in Gateway’s word.' })
  intent!: string;

  @Field(() => String, {
    description: 'Current status; `UNKNOWN` for a word of Gateway that Dwar does not know.',
  })
  status!: string;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => ProvenanceEnum, { description: 'How the status was established.' })
  provenance!: Provenance;

  @Field(() => String, { nullable: true, description: 'The broker that the user chose; null if unknown.' })
  broker!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it expires, by Gateway’s clock.' })
  expiresAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether its order has been open for so long that Dwar no longer polls it.',
  })
  isStale!: boolean;

  @Field(() => Int, { nullable: true, description: 'The SDK’s number of why it failed; null otherwise.' })
  errorCode!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, in words; null otherwise.' })
  errorMessage!: string | null;

  @Field(() => String, { nullable: true, description: 'The `notes` given at its creation.' })
  notes!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The smallcase that it is about: its name, or its id in a masked session. Null if none is known.',
  })
  smallcase!: string | null;

  @Field(() => SipType, {
    nullable: true,
    description: 'The SIP that SIP_SETUP left; null for other intents.',
  })
  sip!: SipType | null;

  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When Gateway is asked about it next, by Gateway’s clock; null if no read is planned.',
  })
  nextReadAt!: Date | null;
}

/** The key and what is stored are no fields: what is read only when asked for is found by them. */
export interface OperatorTransactionView extends OperatorTransactionType {
  readonly key: string;
  readonly stored: StoredTransaction;
}

/** A transaction as an operator sees it. */
export function toOperatorTransaction(
  stored: StoredTransaction,
  masks: Masks,
  ids: SealedIds,
): OperatorTransactionView {
  const { snapshot, revision, readAt } = stored;
  const { transactionId, error } = snapshot;
  return {
    key: transactionId,
    stored,
    id: ids.seal('transaction', transactionId),
    transactionId: masks.id(transactionId),
    viewer: masks.id(snapshot.viewerId),
    viewerId: ids.seal('viewer', snapshot.viewerId),
    intent: snapshot.intent,
    status: snapshot.status,
    rawStatus: masks.text(snapshot.rawStatus),
    provenance: snapshot.provenance,
    broker: snapshot.broker,
    createdAt: toDate(snapshot.createdAt),
    expiresAt: toDate(snapshot.expireAt),
    isStale: snapshot.isStale,
    errorCode: error?.code ?? null,
    errorMessage: masks.text(error?.message ?? null),
    notes: masks.text(snapshot.notes ?? null),
    smallcase: smallcaseOf(snapshot, masks),
    sip: toSip(snapshot.sip, masks),
    revision,
    nextReadAt: toDate(readAt),
  };
}

function smallcaseOf({ smallcase, sip }: TransactionSnapshot, masks: Masks): string | null {
  const name = masks.isOn ? null : (smallcase?.name ?? null);
  return name ?? smallcase?.scid ?? sip?.scid ?? null;
}

function toSip(sip: SipFact | undefined, masks: Masks): SipType | null {
  if (sip === undefined) return null;
  return {
    isActive: sip.isActive,
    action: masks.text(sip.action),
    amount: toMoney(sip.amount),
    frequency: masks.text(sip.frequency),
    kind: masks.text(sip.kind),
    nextAt: toDate(sip.nextAt),
  };
}

/** A page of transactions. */
export const OperatorTransactionConnection = operatorConnection('Transaction', () => OperatorTransactionType);
