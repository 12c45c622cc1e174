import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import type { ErasedCounts } from '../../ledger/erasure/erasures.js';

/** How many rows of one table were erased, as the schema shows it. */
@ObjectType('ErasedTable', {
  simpleResolvers: true,
  description: 'How many rows of one table an erasure has erased, or would.',
})
export class ErasedTableType {
  @Field(() => String, { description: 'Name of the table.' })
  table!: string;

  @Field(() => Int, { description: 'How many rows.' })
  rows!: number;
}

/** An erasure of a viewer, as the schema shows it. */
@ObjectType('ViewerErasure', {
  simpleResolvers: true,
  description: 'The erasure of a viewer, or what it would erase.',
})
export class ViewerErasureType {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the erasure; null in a dry run. `dwar viewers receipts` prints the receipt by it.',
  })
  erasureId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null in a dry run.' })
  erasedAt!: Date | null;

  @Field(() => [ErasedTableType], { description: 'The tables of which rows are erased.' })
  tables!: ErasedTableType[];

  @Field(() => String, {
    nullable: true,
    description:
      'The receipt as one line of JSON, to be kept apart from the ledger; nothing of the person is in it. ' +
      'Null in a dry run.',
  })
  receipt!: string | null;
}

/** The tables of counts, by name. */
export function toErasedTables(counts: ErasedCounts): ErasedTableType[] {
  return Object.entries(counts)
    .map(([table, rows]) => ({ table, rows }))
    .sort((one, other) => (one.table < other.table ? -1 : 1));
}
