import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MutualFundImportStateEnum, PendingActionStatusEnum } from '../../graphql/enums.js';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { MutualFundHoldingType } from '../../holdings/holdings.type.js';
import { toFundView } from '../../holdings/holdings.view.js';
import type { MutualFundImportSnapshot } from '../../ledger/snapshots.js';
import type { MutualFundImportState } from '../../mutual-funds/mutual-fund-import.type.js';
import { toMutualFundImportView } from '../../mutual-funds/mutual-fund-import.view.js';

@ObjectType('PendingAction', {
  simpleResolvers: true,
  description: 'An action that an invested smallcase requires from the user.',
})
export class ServicePendingActionType {
  @Field(() => ID, { description: 'Its global id.' })
  id!: string;

  @Field(() => ID, { description: 'Global id of the broker account.' })
  brokerAccountId!: string;

  @Field(() => String, { description: 'Gateway’s id of the investment.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the smallcase.' })
  name!: string | null;

  @Field(() => String, { description: 'The action: REBALANCE, SIP, FIX, CUSTOMIZE, BUY, SELL or UNKNOWN.' })
  action!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The date of the action, as sent by Gateway.' })
  date!: Date | null;

  @Field(() => PendingActionStatusEnum, { description: 'Whether it still waits for the user.' })
  status!: keyof typeof PendingActionStatusEnum;

  @Field(() => DateTimeScalar, { description: 'When a webhook last reported it.' })
  receivedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it waits.' })
  endedAt!: Date | null;
}

@ObjectType('MutualFundImport', {
  simpleResolvers: true,
  description: 'The mutual funds of one investor, imported by PAN. No read confirms them.',
})
export class ServiceMutualFundImportType {
  @Field(() => String, { description: 'Gateway’s id of the transaction that asked for it.' })
  gatewayTransactionId!: string;

  @Field(() => MutualFundImportStateEnum, { description: 'How far it has come.' })
  state!: MutualFundImportState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Dwar received its data; null before.' })
  receivedAt!: Date | null;

  @Field(() => [MutualFundHoldingType], { description: 'Its folios; none before it is received.' })
  folios!: MutualFundHoldingType[];

  @Field(() => Int, { description: 'Rows of its statement, which are not sent to a backend.' })
  statementRows!: number;
}

/** An import as a backend sees it; `upstreamNow` decides whether its transaction is expired. */
export function toServiceImport(
  snapshot: MutualFundImportSnapshot,
  upstreamNow: number,
): ServiceMutualFundImportType {
  const { state, receivedAt, folioFacts, transaction } = toMutualFundImportView(snapshot, upstreamNow);
  const { gatewayTransactionId } = transaction;
  const folios = folioFacts.map(toFundView);
  return { gatewayTransactionId, state, receivedAt, folios, statementRows: snapshot.statementRows };
}
