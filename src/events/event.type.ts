import { createUnionType, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { connectionTypes } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { typeNameOf } from '../graphql/type-name.js';
import { HoldingsType } from '../holdings/holdings.type.js';
import { PendingActionType } from '../holdings/pending-action.type.js';
import { OrderObject } from '../orders/order.type.js';
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

@ObjectType('StreamPosition', { ...common, description: 'Where a stream without `after` begins.' })
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
/** @public Reached by the schema through `Event` alone. */
export class PendingActionEventType extends EventInterface {
  @Field(() => PendingActionType, { description: 'The action.' })
  action!: PendingActionType;
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

export const EventConnection = connectionTypes('Event', () => EventInterface);
