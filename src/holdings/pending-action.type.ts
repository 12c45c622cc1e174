import { Field, ID, ObjectType } from 'type-graphql';
import { toGlobalId } from '../core/ids.js';
import { PendingActionStatusEnum } from '../graphql/enums.js';
import { NodeInterface } from '../graphql/node.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';
import type { PendingActionSnapshot } from '../ledger/snapshots.js';

@ObjectType('PendingAction', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'An action that an invested smallcase requires from the user.',
})
export class PendingActionType extends NodeInterface {
  @Field(() => ID, { description: 'Global id of the broker account.' })
  brokerAccountId!: string;

  @Field(() => String, { description: 'Gateway’s id of the investment, for `investment.iscid`.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the smallcase.' })
  name!: string | null;

  @Field(() => String, { description: 'The action: REBALANCE, SIP, FIX, CUSTOMIZE, BUY, SELL or UNKNOWN.' })
  action!: PendingActionSnapshot['action'];

  @Field(() => String, { nullable: true, description: 'The action as Gateway sent it.' })
  rawAction!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The date of the action, as sent by Gateway.' })
  date!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When a webhook last reported it.' })
  receivedAt!: Date;

  @Field(() => PendingActionStatusEnum, { description: 'Whether it still waits for the user.' })
  status!: keyof typeof PendingActionStatusEnum;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it waits.' })
  endedAt!: Date | null;
}

export type PendingActionView = PendingActionType & { readonly __typename: 'PendingAction' };

/** A pending action as its viewer sees it. */
export function toPendingActionView(action: PendingActionSnapshot): PendingActionView {
  return {
    __typename: 'PendingAction',
    id: toGlobalId('PendingAction', action.actionId),
    brokerAccountId: toGlobalId('BrokerAccount', action.authId),
    iscid: action.iscid,
    scid: action.scid,
    name: action.name,
    action: action.action,
    rawAction: action.rawAction,
    date: toDate(action.date),
    receivedAt: toDate(action.receivedAt),
    status: action.end?.status ?? 'PENDING',
    endedAt: toDate(action.end?.at ?? null),
  };
}
