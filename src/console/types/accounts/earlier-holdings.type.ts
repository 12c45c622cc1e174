import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../../../core/money.js';
import type { Provenance } from '../../../core/provenance.js';
import { ProvenanceEnum } from '../../../graphql/enums.js';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../../../graphql/scalars.js';
import type { EarlierHoldings } from '../../../ledger/operator/holdings.js';
import type { HoldingChange } from '../../holdings/holdings-changes.js';
import { CHANGES_OF_HOLDINGS } from '../../list-bounds.js';

@ObjectType('HoldingChange', {
  simpleResolvers: true,
  description:
    'How a security differs from the snapshot before. An amount that is absent or unknown is null.',
})
class HoldingChangeType {
  @Field(() => String, { description: '`ADDED`, `REMOVED` or `CHANGED`.' })
  kind!: string;

  @Field(() => String, { description: 'Symbol at NSE or BSE, else the ISIN.' })
  symbol!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares before.' })
  quantityBefore!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares after.' })
  quantityAfter!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price before.' })
  averagePriceBefore!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price after.' })
  averagePriceAfter!: MoneyType | null;
}

/** A snapshot that the log of events keeps, as the schema shows it. */
@ObjectType('EarlierHoldings', {
  simpleResolvers: true,
  description:
    'A snapshot of holdings as an event carried it, with how its securities differ from the one before.',
})
export class EarlierHoldingsType {
  @Field(() => Int, { description: 'Number of its event in the viewer’s log.' })
  eventSeq!: number;

  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  at!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the broker took it; null if unknown.' })
  snapshotAt!: Date | null;

  @Field(() => ProvenanceEnum, { description: 'Whether it comes from a webhook or was confirmed by a read.' })
  provenance!: Provenance;

  @Field(() => Boolean, { description: 'Whether Gateway was fetching a newer one.' })
  isUpdating!: boolean;

  @Field(() => Int, { description: 'How many securities it has.' })
  positionsCount!: number;

  @Field(() => Boolean, { description: 'Whether no earlier snapshot is kept: then there are no changes.' })
  isEarliest!: boolean;

  @Field(() => Int, { description: 'How many securities differ from the snapshot before.' })
  changesCount!: number;

  @Field(() => [HoldingChangeType], {
    description: `How they differ, by symbol; the first ${CHANGES_OF_HOLDINGS} of them.`,
  })
  changes!: HoldingChangeType[];
}

/** An earlier snapshot as an operator sees it; `changes` is null if none before it is kept. */
export function toEarlierHoldings(
  { seq, occurredAt, snapshot }: EarlierHoldings,
  changes: readonly HoldingChange[] | null,
): EarlierHoldingsType {
  return {
    eventSeq: seq,
    at: toDate(occurredAt),
    snapshotAt: toDate(snapshot.snapshotAt),
    provenance: snapshot.provenance,
    isUpdating: snapshot.isUpdating,
    positionsCount: snapshot.securities.length,
    isEarliest: changes === null,
    changesCount: changes?.length ?? 0,
    changes: (changes ?? []).slice(0, CHANGES_OF_HOLDINGS).map((change) => ({
      ...change,
      averagePriceBefore: toMoney(change.averagePriceBefore),
      averagePriceAfter: toMoney(change.averagePriceAfter),
    })),
  };
}
