import { createUnionType, Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { typeNameOf } from '../../graphql/type-name.js';
import { OperatorDeliveryType, RejectedDeliveryType } from './delivery.type.js';
import { OperatorHoldingsType } from './accounts/holdings.type.js';
import { OperatorInvestmentsType } from './accounts/investments.type.js';
import { OperatorOrderType } from './order.type.js';
import { OperatorTransactionType } from './transaction.type.js';

@ObjectType('OrderChanged', {
  simpleResolvers: true,
  description: 'An order was placed, changed or retracted.',
})
class OrderChangedType {
  @Field(() => OperatorOrderType, { description: 'The order as it is now.' })
  order!: OperatorOrderType;
}

@ObjectType('TransactionChanged', {
  simpleResolvers: true,
  description: 'A transaction was created or changed, or what it imported.',
})
class TransactionChangedType {
  @Field(() => OperatorTransactionType, { description: 'The transaction as it is now.' })
  transaction!: OperatorTransactionType;
}

@ObjectType('HoldingsChanged', {
  simpleResolvers: true,
  description: 'The holdings of an account were imported or changed.',
})
class HoldingsChangedType {
  @Field(() => OperatorHoldingsType, { description: 'The holdings as they are now.' })
  holdings!: OperatorHoldingsType;
}

@ObjectType('InvestmentsChanged', {
  simpleResolvers: true,
  description: 'The investments of an account have changed.',
})
class InvestmentsChangedType {
  @Field(() => OperatorInvestmentsType, { description: 'The investments as they are now.' })
  investments!: OperatorInvestmentsType;
}

@ObjectType('DeliveryReceived', {
  simpleResolvers: true,
  description: 'A delivery was stored, or played again.',
})
class DeliveryReceivedType {
  @Field(() => OperatorDeliveryType, { description: 'The delivery as it is now.' })
  delivery!: OperatorDeliveryType;
}

@ObjectType('DeliveryRejected', {
  simpleResolvers: true,
  description: 'This instance refused a request to the webhook path.',
})
class DeliveryRejectedType {
  @Field(() => RejectedDeliveryType, { description: 'The request.' })
  rejected!: RejectedDeliveryType;
}

@ObjectType('OverviewChanged', {
  simpleResolvers: true,
  description:
    'Something has changed: refetch what you show. Sent at most once a second, and in place of the single ' +
    'changes when there are more than 50 in a second or you read them too slowly.',
})
class OverviewChangedType {
  @Field(() => DateTimeScalar, { description: 'When this was noticed.' })
  at!: Date;
}

/** One change, as the schema shows it. */
export const ChangeUnion = createUnionType({
  name: 'Change',
  description: 'Says what changed. Nothing is resumed: after a break refetch your lists.',
  types: () =>
    [
      OrderChangedType,
      TransactionChangedType,
      HoldingsChangedType,
      InvestmentsChangedType,
      DeliveryReceivedType,
      DeliveryRejectedType,
      OverviewChangedType,
    ] as const,
  resolveType: typeNameOf,
});
