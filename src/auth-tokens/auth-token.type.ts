import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

const AuthTokenKindEnum = { GUEST: 'GUEST', CONNECTED: 'CONNECTED' } as const;

export type AuthTokenKind = keyof typeof AuthTokenKindEnum;

registerEnumType(AuthTokenKindEnum, {
  name: 'AuthTokenKind',
  description: 'The identity a Gateway auth token carries.',
  valuesConfig: {
    GUEST: { description: 'No account yet: the user chooses a broker and logs in.' },
    CONNECTED: { description: 'A broker account that is linked to the viewer.' },
  },
});

@ObjectType('AuthToken', {
  simpleResolvers: true,
  description: 'The values that initialise the Gateway SDK.',
})
export class AuthTokenType {
  @Field(() => String, {
    description:
      'The token, for the SDK’s `smallcaseAuthToken`. Short-lived; request a new one for each use.',
  })
  token!: string;

  @Field(() => AuthTokenKindEnum, { description: 'The identity it carries.' })
  kind!: AuthTokenKind;

  @Field(() => DateTimeScalar, { description: 'When it expires.' })
  expiresAt!: Date;

  @Field(() => String, { description: 'The gateway name, for the SDK’s `gateway`.' })
  gateway!: string;

  @Field(() => Boolean, {
    description: 'Whether the SDK should use virtual brokers; pass it as `isLeprechaun`.',
  })
  isLeprechaun!: boolean;
}

@InputType('CreateAuthTokenInput', {
  description:
    'Selects the identity of the token. With no field set: the current account, or guest without one.',
})
export class CreateAuthTokenInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The transaction to trigger: the token gets the identity it was created with.',
  })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The broker account to act for.' })
  brokerAccountId?: string | null;

  @Field(() => AuthTokenKindEnum, { nullable: true, description: 'The requested kind.' })
  kind?: AuthTokenKind | null;
}
