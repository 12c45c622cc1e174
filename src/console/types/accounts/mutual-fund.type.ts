import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../../../core/money.js';
import type { Provenance } from '../../../core/provenance.js';
import type { MutualFundFact } from '../../../gateway/facts.js';
import { ProvenanceEnum } from '../../../graphql/enums.js';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../../../graphql/scalars.js';
import type { MutualFundImportSnapshot } from '../../../ledger/snapshots.js';
import type { Masks } from '../../masks.js';
import { operatorConnection } from '../page.type.js';

/** A folio, as the schema shows it. */
@ObjectType('MutualFundFolio', {
  simpleResolvers: true,
  description: 'One scheme in a folio of mutual funds, as far as its fields are known.',
})
export class OperatorFolioType {
  @Field(() => String, { nullable: true, description: 'Folio number, shortened in a masked session.' })
  folio!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the scheme.' })
  fund!: string | null;

  @Field(() => String, { nullable: true, description: 'ISIN of the scheme.' })
  isin!: string | null;

  @Field(() => String, { nullable: true, description: 'The asset management company.' })
  amc!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Units held; null if unknown.' })
  units!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid for a unit; null if unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount invested; null if unknown.' })
  costValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Value as Gateway gave it; null if it gave none.' })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Net asset value of a unit; null if unknown.' })
  nav!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'Day of the net asset value; null if unknown.' })
  navDate!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss; null if unknown.' })
  pnl!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Annual return in percent; null if unknown.' })
  xirr!: DecimalString | null;
}

/** A folio as an operator sees it. */
export function toOperatorFolio(fact: MutualFundFact, masks: Masks): OperatorFolioType {
  return {
    folio: masks.id(fact.folio),
    fund: masks.text(fact.fund),
    isin: fact.isin,
    amc: masks.text(fact.amc),
    units: fact.units,
    averagePrice: toMoney(fact.averagePrice),
    costValue: toMoney(fact.costValue),
    marketValue: toMoney(fact.marketValue),
    nav: toMoney(fact.nav),
    navDate: fact.navDate,
    pnl: toMoney(fact.pnl),
    xirr: fact.xirr,
  };
}

/** A page of folios. */
export const OperatorFolioConnection = operatorConnection(
  'MutualFundFolio',
  () => OperatorFolioType,
  'in Gateway’s order',
);

/** What is known of a registrar import, as the schema shows it. */
@ObjectType('MutualFundImport', {
  simpleResolvers: true,
  description: 'What a transaction of the intent MF_HOLDINGS_IMPORT has brought.',
})
export class OperatorImportType {
  @Field(() => String, {
    description: '`AWAITING_OTP`, `AWAITING_DATA`, `RECEIVED` or `FAILED`.',
  })
  state!: string;

  @Field(() => ProvenanceEnum, { description: 'Always WEBHOOK: no read can confirm an import.' })
  provenance!: Provenance;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When Gateway accepted the code that the user was sent; null if the app did not hand it in.',
  })
  otpAcceptedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a webhook brought it; null before.' })
  receivedAt!: Date | null;

  @Field(() => Int, { description: 'How many folios it has.' })
  foliosCount!: number;

  @Field(() => Int, { description: 'How many rows its statement has.' })
  statementRowsCount!: number;
}

/** The snapshot is no field: the pages of folios are cut from it. */
export interface OperatorImportView extends OperatorImportType {
  readonly snapshot: MutualFundImportSnapshot;
}

/** An import as an operator sees it. */
export function toOperatorImport(snapshot: MutualFundImportSnapshot, state: string): OperatorImportView {
  const { received, otpAcceptedAt, statementRows } = snapshot;
  return {
    snapshot,
    state,
    provenance: 'WEBHOOK',
    otpAcceptedAt: toDate(otpAcceptedAt),
    receivedAt: toDate(received?.receivedAt ?? null),
    foliosCount: received?.folios.length ?? 0,
    statementRowsCount: statementRows,
  };
}
