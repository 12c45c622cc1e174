import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { FAILURE_CATALOGUE, type FailureCode } from './failure.js';
import { typeNameOf } from './type-name.js';

export const FailureCodeEnum = Object.fromEntries(
  Object.keys(FAILURE_CATALOGUE).map((code) => [code, code]),
) as {
  [Code in FailureCode]: Code;
};

registerEnumType(FailureCodeEnum, {
  name: 'FailureCode',
  description: 'Stable reason for a Failure. Branch on this, not on the message.',
  valuesConfig: Object.fromEntries(
    Object.entries(FAILURE_CATALOGUE).map(([code, { message }]) => [code, { description: message }]),
  ),
});

@InterfaceType('Failure', {
  description: 'An expected outcome other than success.',
  resolveType: typeNameOf,
})
export abstract class FailureType {
  @Field(() => FailureCodeEnum, { description: 'Stable reason; branch on this.' })
  code!: FailureCode;

  @Field(() => String, { description: 'Explanation for a developer.' })
  message!: string;

  @Field(() => Boolean, { description: 'Whether repeating the same call later may succeed.' })
  isRetryable!: boolean;
}

@ObjectType('GatewayUnavailable', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway could not be reached, or is limiting requests. Nothing was created.',
})
export class GatewayUnavailableType extends FailureType {
  @Field(() => Int, {
    nullable: true,
    description: 'Seconds to wait before trying again; null if unknown.',
  })
  retryAfterSeconds!: number | null;
}

@ObjectType('GatewayRefused', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway refused the request; the message is Gateway’s own.',
})
export class GatewayRefusedType extends FailureType {}

@ObjectType('GatewayNotUnderstood', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway answered, and Dwar cannot read the answer. What was known stays as it is.',
})
export class GatewayNotUnderstoodType extends FailureType {}

@ObjectType('OutcomeUnknown', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway gave no usable answer. A transaction that is never triggered has no effect.',
})
export class OutcomeUnknownType extends FailureType {}

@ObjectType('AuthTokenInvalid', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'The `smallcaseAuthToken` was not signed by Gateway for this partner, or it has expired.',
})
export class AuthTokenInvalidType extends FailureType {}
