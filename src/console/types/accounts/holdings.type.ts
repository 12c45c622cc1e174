import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../../../core/money.js';
import type { Provenance } from '../../../core/provenance.js';
import type { SmallcaseHoldingFact } from '../../../gateway/facts.js';
import { ProvenanceEnum } from '../../../graphql/enums.js';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { REVISION } from '../../../graphql/revision.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../../../graphql/scalars.js';
import type { StoredHoldings } from '../../../ledger/holdings.js';
import type { HoldingsPart } from '../../../ledger/snapshots.js';
import { toPositions } from '../../holdings/positions.js';
import type { Masks } from '../../masks.js';
import { type NamedAccount, OfAccountType, toOfAccount } from './account-parts.js';
import { operatorConnection } from '../page.type.js';

@ObjectType('SmallcaseConstituent', {
  simpleResolvers: true,
  description: 'A security inside a smallcase that is held.',
})
class HeldConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares; null if unknown.' })
  shares!: DecimalString | null;
}

@ObjectType('SmallcaseHolding', {
  simpleResolvers: true,
  description: 'A smallcase that an account is invested in, as its holdings show it.',
})
export class OperatorSmallcaseHoldingType {
  @Field(() => String, { nullable: true, description: 'Catalogue id; null for a private smallcase.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name; null if unknown, and in a masked session.' })
  name!: string | null;

  @Field(() => Boolean, { description: 'Whether it is private; often only its totals are known then.' })
  isPrivate!: boolean;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Value at the time of the snapshot, as Gateway gave it; null if it gave none.',
  })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Total gain or loss; null if unknown.' })
  totalReturns!: MoneyType | null;

  @Field(() => [HeldConstituentType], { description: 'What it holds.' })
  constituents!: HeldConstituentType[];
}

/** A smallcase as an operator sees it. */
export function toOperatorSmallcaseHolding(
  fact: SmallcaseHoldingFact,
  masks: Masks,
): OperatorSmallcaseHoldingType {
  return {
    scid: fact.scid,
    name: masks.isOn ? null : fact.name,
    isPrivate: fact.isPrivate,
    currentValue: toMoney(fact.currentValue),
    totalReturns: toMoney(fact.totalReturns),
    constituents: [...fact.constituents],
  };
}

function snapshotTime(part: string): string {
  return (
    `When the broker took the snapshot of \`${part}\`: earlier than \`snapshotAt\` if the newest answer ` +
    'left them out. Null if unknown.'
  );
}

/** The holdings of one account of any viewer, as the schema shows them. */
@ObjectType('Holdings', {
  simpleResolvers: true,
  description: 'What a linked account holds, at the time of its newest snapshot.',
})
export class OperatorHoldingsType extends OfAccountType {
  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the broker took it; null if unknown.' })
  snapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Gateway stored it; null if unknown.' })
  lastUpdateAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar received it.' })
  receivedAt!: Date;

  @Field(() => ProvenanceEnum, { description: 'Whether it comes from a webhook or was confirmed by a read.' })
  provenance!: Provenance;

  @Field(() => Boolean, { description: 'Whether Gateway is fetching a newer one.' })
  isUpdating!: boolean;

  @Field(() => Boolean, {
    description: 'Whether Gateway did not finish it within an hour, and Dwar no longer reads it.',
  })
  isStale!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is read again, by Gateway’s clock; null if no read is planned.',
  })
  nextReadAt!: Date | null;

  @Field(() => Int, { description: 'How many securities it has.' })
  positionsCount!: number;

  @Field(() => Int, { description: 'How many smallcases it has.' })
  smallcasesCount!: number;

  @Field(() => Int, { description: 'How many mutual-fund folios the broker reported.' })
  mutualFundsCount!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'What the securities of known cost have cost together, not what they are worth; null if there are ' +
      'none.',
  })
  knownCost!: MoneyType | null;

  @Field(() => Int, { description: 'How many securities have an unknown cost.' })
  unknownCostsCount!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: snapshotTime('positions') })
  positionsSnapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: snapshotTime('smallcases') })
  smallcasesSnapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: snapshotTime('mutualFunds') })
  mutualFundsSnapshotAt!: Date | null;
}

/** The key is no field: what is read only when asked for is found by it. */
export interface OperatorHoldingsView extends OperatorHoldingsType {
  readonly key: NamedAccount;
}

/** Holdings as an operator sees them, without their lists. */
export function toOperatorHoldings(
  key: NamedAccount,
  { snapshot, revision, readAt }: StoredHoldings,
  masks: Masks,
): OperatorHoldingsView {
  const { knownCost, unknownCosts, positions } = toPositions(snapshot.securities);
  const snapshotOf = (part: HoldingsPart) => {
    const older = snapshot.olderParts?.[part];
    return toDate(older === undefined ? snapshot.snapshotAt : older);
  };
  return {
    ...toOfAccount(key, masks),
    key,
    revision,
    snapshotAt: toDate(snapshot.snapshotAt),
    lastUpdateAt: toDate(snapshot.lastUpdateAt),
    receivedAt: toDate(snapshot.receivedAt),
    provenance: snapshot.provenance,
    isUpdating: snapshot.isUpdating,
    isStale: snapshot.isStale ?? false,
    nextReadAt: toDate(readAt),
    positionsCount: positions.length,
    smallcasesCount: snapshot.smallcases.length,
    mutualFundsCount: snapshot.mutualFunds?.length ?? 0,
    knownCost: toMoney(knownCost),
    unknownCostsCount: unknownCosts,
    positionsSnapshotAt: snapshotOf('securities'),
    smallcasesSnapshotAt: snapshotOf('smallcases'),
    mutualFundsSnapshotAt: snapshotOf('mutualFunds'),
  };
}

/** A page of holdings. */
export const OperatorHoldingsConnection = operatorConnection(
  'Holdings',
  () => OperatorHoldingsType,
  'the account that was linked last first',
);
