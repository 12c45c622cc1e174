import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import type { Provenance } from '../core/provenance.js';
import { connectionTypes } from '../graphql/connection.js';
import { MutualFundImportStateEnum, ProvenanceEnum } from '../graphql/enums.js';
import { describeCount } from '../graphql/list-page.js';
import { MoneyType } from '../graphql/money.type.js';
import { NodeInterface } from '../graphql/node.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';
import { TransactionType } from '../transactions/transaction.type.js';

export type MutualFundImportState = keyof typeof MutualFundImportStateEnum;

@ObjectType('MutualFundTransaction', {
  simpleResolvers: true,
  description: 'One row of a mutual-fund statement, as far as its fields are known.',
})
export class MutualFundTransactionType {
  @Field(() => String, { nullable: true, description: 'Folio number.' })
  folio!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the scheme.' })
  fund!: string | null;

  @Field(() => String, { nullable: true, description: 'ISIN of the scheme.' })
  isin!: string | null;

  @Field(() => String, { nullable: true, description: 'The asset management company.' })
  amc!: string | null;

  @Field(() => String, { nullable: true, description: 'Its day, as the registrar wrote it.' })
  date!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The registrar’s words, such as `Purchase`, with personal data removed.',
  })
  description!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Units; negative if they were given up.' })
  units!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Price of a unit; null if unknown.' })
  price!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount of the row.' })
  amount!: MoneyType | null;
}

@ObjectType('MutualFundSummary', {
  simpleResolvers: true,
  description:
    'Exact totals over all folios of an import. A total is null when one folio leaves its part unknown.',
})
export class MutualFundSummaryType {
  @Field(() => MoneyType, { nullable: true, description: 'Value of all folios.' })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount invested in all folios.' })
  costValue!: MoneyType | null;
}

@ObjectType('MutualFundImport', {
  implements: NodeInterface,
  simpleResolvers: true,
  description:
    'The mutual funds of one investor, imported by PAN. Each MF_HOLDINGS_IMPORT transaction has one, and ' +
    'an import never replaces that of another transaction.',
})
export class MutualFundImportType extends NodeInterface {
  @Field(() => TransactionType, { description: 'The transaction that asked for it.' })
  transaction!: TransactionType;

  @Field(() => MutualFundImportStateEnum, { description: 'How far it has come.' })
  state!: MutualFundImportState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When Dwar received its data last; null before.',
  })
  receivedAt!: Date | null;

  @Field(() => ProvenanceEnum, {
    description: 'Always WEBHOOK: Gateway has no read that could confirm an import by PAN.',
  })
  provenance!: Provenance;

  @Field(() => MutualFundSummaryType, { nullable: true, description: 'Totals; null before it is received.' })
  summary!: MutualFundSummaryType | null;

  @Field(() => Int, { description: describeCount('MutualFundImport.folios') })
  foliosCount!: number;

  @Field(() => Int, { description: 'Total number of `transactions`; 0 if they were not asked for.' })
  transactionsCount!: number;
}

export const MutualFundTransactionConnection = connectionTypes(
  'MutualFundTransaction',
  () => MutualFundTransactionType,
);
