import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { typeNameOf } from '../../graphql/type-name.js';
import { ServiceFundsType, ServiceHoldingsType, ServiceInvestmentType } from './account.type.js';
import { ServiceOrderType } from './order.type.js';
import { ServiceMutualFundImportType, ServicePendingActionType } from './report.type.js';
import { ServiceTransactionType } from './transaction.type.js';

@InterfaceType('Event', {
  description: 'One change of the state of any viewer, with its place in the order of all changes.',
  resolveType: typeNameOf,
})
export abstract class ServiceEventInterface {
  @Field(() => String, {
    description: 'Position in the order of all events. Pass the last one you received as `after` to resume.',
  })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  occurredAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The viewer: the `sub` of their tokens. Null for what is of no viewer.',
  })
  viewerId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Number of the event in the log of its viewer, as `revision` of objects; ' +
      'null for what is of no viewer.',
  })
  seq!: number | null;
}

const common = { implements: ServiceEventInterface, simpleResolvers: true } as const;

@ObjectType('StreamPosition', {
  ...common,
  description:
    'Where a stream without `after` begins, or an event of a kind that this version of Dwar does not know.',
})
/** @public Reached by the schema through `Event` alone. */
export class ServiceStreamPositionType extends ServiceEventInterface {}

@ObjectType('ResyncRequired', {
  ...common,
  description:
    'Missed events are no longer available. Query what you need again; ' +
    'the stream continues from this cursor.',
})
/** @public Reached by the schema through `Event` alone. */
export class ServiceResyncRequiredType extends ServiceEventInterface {
  @Field(() => String, { description: 'Explanation for a developer.' })
  reason!: string;
}

@ObjectType('OrderEvent', { ...common, description: 'An order is new or has changed.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceOrderEventType extends ServiceEventInterface {
  @Field(() => ServiceOrderType, { description: 'The order as of this event.' })
  order!: ServiceOrderType;
}

@ObjectType('OrderRetracted', {
  ...common,
  description:
    'An order that a webhook reported does not exist: a read of its transaction did not contain it.',
})
/** @public Reached by the schema through `Event` alone. */
export class ServiceOrderRetractedType extends ServiceEventInterface {
  @Field(() => ID, { description: 'The global id the order had.' })
  orderId!: string;

  @Field(() => String, { description: 'Gateway’s id of the batch.' })
  batchId!: string;
}

@ObjectType('TransactionEvent', { ...common, description: 'A transaction is new or has changed.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceTransactionEventType extends ServiceEventInterface {
  @Field(() => ServiceTransactionType, { description: 'The transaction as of this event.' })
  transaction!: ServiceTransactionType;
}

@ObjectType('HoldingsEvent', { ...common, description: 'Holdings are new or have changed.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceHoldingsEventType extends ServiceEventInterface {
  @Field(() => ServiceHoldingsType, {
    nullable: true,
    description: 'The holdings as of this event; null if there are none any more.',
  })
  holdings!: ServiceHoldingsType | null;
}

@ObjectType('PendingActionEvent', {
  ...common,
  description: 'An invested smallcase requires an action from the user, or does so no longer.',
})
/** @public Reached by the schema through `Event` alone. */
export class ServicePendingActionEventType extends ServiceEventInterface {
  @Field(() => ServicePendingActionType, { description: 'The action with its status.' })
  action!: ServicePendingActionType;
}

@ObjectType('MutualFundImportEvent', {
  ...common,
  description: 'The code of a mutual-fund import was accepted, or its data has arrived or changed.',
})
/** @public Reached by the schema through `Event` alone. */
export class ServiceMutualFundImportEventType extends ServiceEventInterface {
  @Field(() => ServiceMutualFundImportType, { description: 'The import as of this event.' })
  import!: ServiceMutualFundImportType;
}

@ObjectType('InvestmentEvent', { ...common, description: 'An investment is new or has changed.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceInvestmentEventType extends ServiceEventInterface {
  @Field(() => ServiceInvestmentType, { description: 'The investment as of this event.' })
  investment!: ServiceInvestmentType;
}

@ObjectType('InvestmentExited', { ...common, description: 'Gateway no longer lists an investment.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceInvestmentExitedType extends ServiceEventInterface {
  @Field(() => String, { description: 'Gateway’s id of the investment.' })
  iscid!: string;
}

@ObjectType('FundsEvent', { ...common, description: 'The funds of a broker account were read.' })
/** @public Reached by the schema through `Event` alone. */
export class ServiceFundsEventType extends ServiceEventInterface {
  @Field(() => ServiceFundsType, { description: 'The funds as of this event.' })
  funds!: ServiceFundsType;
}

@ObjectType('EventPage', { simpleResolvers: true, description: 'A page of the events of all viewers.' })
export class ServiceEventPageType {
  @Field(() => [ServiceEventInterface], { description: 'The events, oldest first.' })
  nodes!: ServiceEventInterface[];

  @Field(() => String, {
    description: 'Cursor for `after` of the next page, also if this one is empty.',
  })
  endCursor!: string;

  @Field(() => Boolean, { description: 'Whether there are more events now.' })
  hasNextPage!: boolean;
}
