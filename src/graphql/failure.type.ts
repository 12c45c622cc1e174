import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { typeNameOf } from './type-name.js';

/** Every code a {@link Failure} can carry, with what it means. A code is stable and never reused. */
export const FAILURE_CATALOGUE = {
  IDEMPOTENCY_KEY_REUSED:
    'This idempotency key was used before with other input. Use a new key for a new purpose.',
  TRANSACTION_IN_PROGRESS: 'Another call with this idempotency key is in progress. Retry with the same key.',
  OUTCOME_UNKNOWN:
    'Gateway gave no usable answer, so a transaction may or may not exist. It has no effect until it is triggered; retry with the same key to get one.',
  GATEWAY_UNAVAILABLE:
    'Gateway could not be reached or asked to be left alone. Nothing was created; repeat the call later.',
  GATEWAY_REFUSED: 'Gateway refused the request. Repeating it unchanged gives the same answer.',
  POSSIBLE_DUPLICATE:
    'This viewer ordered exactly the same a moment ago under another key. Set `allowDuplicate` if it is meant.',
  AUTH_TOKEN_INVALID: 'The token is not one that Gateway signed for this partner, or it has expired.',
  BROKER_ACCOUNT_UNPROVEN:
    'None of your own recent transactions was completed with this broker account. Complete one, then link again.',
  BROKER_ACCOUNT_LINKED_ELSEWHERE: 'This broker account is linked to another user of this app.',
  HOLDINGS_NOT_IMPORTED:
    'Gateway has no holdings of this broker account yet. Create a HOLDINGS_IMPORT transaction and complete it.',
} as const satisfies Record<string, string>;

/** A code of {@link FAILURE_CATALOGUE}. */
export type FailureCode = keyof typeof FAILURE_CATALOGUE;

export const FailureCodeEnum = Object.fromEntries(
  Object.keys(FAILURE_CATALOGUE).map((code) => [code, code]),
) as {
  [Code in FailureCode]: Code;
};

registerEnumType(FailureCodeEnum, {
  name: 'FailureCode',
  description: 'Why an expected outcome is not the wished one. Stable: build on these, not on messages.',
  valuesConfig: Object.fromEntries(
    Object.entries(FAILURE_CATALOGUE).map(([code, description]) => [code, { description }]),
  ),
});

@InterfaceType('Failure', {
  description: 'An expected outcome of the business that is not the wished one.',
  resolveType: typeNameOf,
})
export abstract class FailureType {
  @Field(() => FailureCodeEnum, { description: 'What happened, as a stable code.' })
  code!: FailureCode;

  @Field(() => String, { description: 'What happened, in words for a developer.' })
  message!: string;

  @Field(() => Boolean, { description: 'Whether repeating the same call later may succeed.' })
  isRetryable!: boolean;
}

/** The value behind a type that implements `Failure`. */
export interface Failure {
  readonly __typename: string;
  readonly code: FailureCode;
  readonly message: string;
  readonly isRetryable: boolean;
}

/** Makes a failure of the given type with its catalogue text, or a message that says more. */
export function failure<Name extends string>(
  __typename: Name,
  code: FailureCode,
  isRetryable: boolean,
  message: string = FAILURE_CATALOGUE[code],
): Failure & { readonly __typename: Name } {
  return { __typename, code, message, isRetryable };
}

@ObjectType('GatewayUnavailable', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway could not be reached, or asked to be left alone for a while. Nothing was created.',
})
export class GatewayUnavailableType extends FailureType {
  @Field(() => Int, {
    nullable: true,
    description: 'When trying again makes sense, in seconds; null when not known.',
  })
  retryAfterSeconds!: number | null;
}

/** A {@link GatewayUnavailableType}; `retryAfterSeconds` is what upstream or the breaker asked for. */
export function gatewayUnavailable(retryAfterSeconds: number | null): Failure & {
  readonly retryAfterSeconds: number | null;
} {
  return { ...failure('GatewayUnavailable', 'GATEWAY_UNAVAILABLE', true), retryAfterSeconds };
}

@ObjectType('GatewayRefused', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway refused the request; the message is its own.',
})
export class GatewayRefusedType extends FailureType {}

@ObjectType('AuthTokenInvalid', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'The `smallcaseAuthToken` is not one that Gateway signed for this partner, or it has expired.',
})
export class AuthTokenInvalidType extends FailureType {}
