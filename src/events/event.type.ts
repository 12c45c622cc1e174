import { createUnionType, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { BrokerAccountType } from '../broker-accounts/broker-account.type.js';
import { connectionTypes } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { typeNameOf } from '../graphql/type-name.js';
import { HoldingsType } from '../holdings/holdings.type.js';
import { PendingActionType } from '../holdings/pending-action.type.js';
import { MutualFundImportType } from '../mutual-funds/mutual-fund-import.type.js';
import { InvestmentType } from '../investments/investment.type.js';
import { OrderObject } from '../orders/order.type.js';
import { FundsType } from '../transactions/funds/funds.type.js';
import { TransactionType } from '../transactions/transaction.type.js';

@InterfaceType('Event', {
  description: 'One change of the viewer’s state, with its cursor.',
  resolveType: typeNameOf,
})
export abstract class EventInterface {
  @Field(() => String, {
    description: 'Position in the viewer’s log. Pass the last one you received as `after` to resume.',
  })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  occurredAt!: Date;
}

const common = { implements: EventInterface, simpleResolvers: true } as const;

@ObjectType('StreamPosition', {
  ...common,
  description:
    'Where a stream without `after` begins, or an event of a kind that this version of Dwar does not know. ' +
    'It has no more than a cursor.',
})
export class StreamPositionType extends EventInterface {}

@ObjectType('ResyncRequired', {
  ...common,
  description:
    'Missed events are no longer available. Query your state again; the stream continues from this cursor.',
})
export class ResyncRequiredType extends EventInterface {
  @Field(() => String, { description: 'Explanation for a developer.' })
  reason!: string;
}

@ObjectType('OrderEvent', { ...common, description: 'An order is new or has changed.' })
export class OrderEventType extends EventInterface {
  @Field(() => OrderObject, { description: 'The order as of this event.' })
  order!: OrderObject;
}

@ObjectType('OrderRetracted', {
  ...common,
  description:
    'An order that a webhook reported does not exist: a read of its settled transaction did not contain it.',
})
export class OrderRetractedType extends EventInterface {
  @Field(() => ID, { description: 'The global id the order had.' })
  orderId!: string;

  @Field(() => Int, {
    description:
      'Number of this event in the viewer’s log. A copy of the order with a smaller `revision` is older ' +
      'than the retraction; one with a greater `revision` was found again since.',
  })
  revision!: number;
}

@ObjectType('TransactionEvent', { ...common, description: 'A transaction is new or has changed.' })
export class TransactionEventType extends EventInterface {
  @Field(() => TransactionType, { description: 'The transaction as of this event.' })
  transaction!: TransactionType;
}

@ObjectType('HoldingsEvent', { ...common, description: 'Holdings are new or have changed.' })
export class HoldingsEventType extends EventInterface {
  @Field(() => HoldingsType, { description: 'The holdings as of this event.' })
  holdings!: HoldingsType;
}

@ObjectType('PendingActionEvent', {
  ...common,
  description: 'An invested smallcase requires an action from the user.',
})
export class PendingActionEventType extends EventInterface {
  @Field(() => PendingActionType, { description: 'The action.' })
  action!: PendingActionType;
}

@ObjectType('MutualFundImportEvent', {
  ...common,
  description:
    'The code of a mutual-fund import was accepted, or its data has arrived or changed. ' +
    'A failed or expired transaction has a `TransactionEvent` alone.',
})
/** @public Reached by the schema through `Event` alone. */
export class MutualFundImportEventType extends EventInterface {
  @Field(() => MutualFundImportType, { description: 'The import as of this event.' })
  import!: MutualFundImportType;
}

@ObjectType('InvestmentEvent', {
  ...common,
  description: 'An investment is new or has changed, as a read after an order, a SIP or a refresh found it.',
})
/** @public Reached by the schema through `Event` alone. */
export class InvestmentEventType extends EventInterface {
  @Field(() => InvestmentType, { description: 'The investment as of this event.' })
  investment!: InvestmentType;
}

@ObjectType('InvestmentExited', {
  ...common,
  description:
    'Gateway no longer lists an investment: every share of it was sold, or nothing was ever bought.',
})
/** @public Reached by the schema through `Event` alone. */
export class InvestmentExitedType extends EventInterface {
  @Field(() => String, { description: 'Gateway’s id of the investment.' })
  iscid!: string;
}

@ObjectType('PendingActionResolved', {
  ...common,
  description: 'An action no longer waits for the user: it was done, superseded or dismissed.',
})
export class PendingActionResolvedType extends EventInterface {
  @Field(() => ID, { description: 'Global id of the action.' })
  pendingActionId!: string;

  @Field(() => PendingActionType, { description: 'The action with its status.' })
  action!: PendingActionType;
}

@ObjectType('FundsEvent', { ...common, description: 'The funds of a broker account were read.' })
/** @public Reached by the schema through `Event` alone. */
export class FundsEventType extends EventInterface {
  @Field(() => BrokerAccountType, { description: 'The account.' })
  brokerAccount!: BrokerAccountType;

  @Field(() => FundsType, { description: 'The funds as of this event.' })
  funds!: FundsType;
}

export const OrderUpdate = createUnionType({
  name: 'OrderUpdate',
  description: 'An event of a stream of orders.',
  types: () => [OrderEventType, OrderRetractedType, StreamPositionType, ResyncRequiredType] as const,
  resolveType: typeNameOf,
});

export const TransactionUpdate = createUnionType({
  name: 'TransactionUpdate',
  description: 'An event of a stream of transactions.',
  types: () => [TransactionEventType, StreamPositionType, ResyncRequiredType] as const,
  resolveType: typeNameOf,
});

export const HoldingsUpdate = createUnionType({
  name: 'HoldingsUpdate',
  description: 'An event of a stream of holdings.',
  types: () => [HoldingsEventType, StreamPositionType, ResyncRequiredType] as const,
  resolveType: typeNameOf,
});

export const PendingActionsUpdate = createUnionType({
  name: 'PendingActionsUpdate',
  description: 'An event of a stream of pending actions.',
  types: () =>
    [PendingActionEventType, PendingActionResolvedType, StreamPositionType, ResyncRequiredType] as const,
  resolveType: typeNameOf,
});

export const EventConnection = connectionTypes('Event', () => EventInterface);
