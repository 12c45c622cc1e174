import { createUnionType, Field, ObjectType } from 'type-graphql';
import {
  FailureType,
  GatewayRefusedType,
  GatewayUnavailableType,
  OutcomeUnknownType,
} from '../graphql/failure.type.js';
import { typeNameOf } from '../graphql/type-name.js';
import { TransactionType } from './transaction.type.js';

@ObjectType('IdempotencyKeyReused', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'The idempotency key was used before with different input.',
})
export class IdempotencyKeyReusedType extends FailureType {}

@ObjectType('TransactionInProgress', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Another call with this key was still in progress when this one stopped waiting.',
})
export class TransactionInProgressType extends FailureType {}

@ObjectType('PossibleDuplicate', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'The viewer placed an identical order a moment ago under another key.',
})
export class PossibleDuplicateType extends FailureType {
  @Field(() => TransactionType, { description: 'The transaction of the identical order.' })
  transaction!: TransactionType;
}

export const CreateTransactionResult = createUnionType({
  name: 'CreateTransactionResult',
  description: 'The transaction, or why there is none.',
  types: () =>
    [
      TransactionType,
      IdempotencyKeyReusedType,
      TransactionInProgressType,
      OutcomeUnknownType,
      GatewayUnavailableType,
      GatewayRefusedType,
      PossibleDuplicateType,
    ] as const,
  resolveType: typeNameOf,
});
