import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

const AuthTokenKindEnum = { GUEST: 'GUEST', CONNECTED: 'CONNECTED' } as const;

export type AuthTokenKind = keyof typeof AuthTokenKindEnum;

registerEnumType(AuthTokenKindEnum, {
  name: 'AuthTokenKind',
  description: 'Whom a Gateway auth token speaks for.',
  valuesConfig: {
    GUEST: { description: 'Nobody yet: the user chooses a broker and logs in.' },
    CONNECTED: { description: 'A broker account that is linked to the viewer.' },
  },
});

@ObjectType('AuthToken', { simpleResolvers: true, description: 'What the Gateway SDK is initialised with.' })
export class AuthTokenType {
  @Field(() => String, {
    description: 'The token, for the SDK’s `smallcaseAuthToken`. Short-lived; ask anew for each use.',
  })
  token!: string;

  @Field(() => AuthTokenKindEnum, { description: 'Whom it speaks for.' })
  kind!: AuthTokenKind;

  @Field(() => DateTimeScalar, { description: 'Until when it is good.' })
  expiresAt!: Date;

  @Field(() => String, { description: 'The gateway name, for the SDK’s `gateway`.' })
  gateway!: string;

  @Field(() => Boolean, {
    description: 'Whether virtual brokers are to be used, for the SDK’s `isLeprechaun`.',
  })
  isLeprechaun!: boolean;
}

@InputType('CreateAuthTokenInput', {
  description: 'Which identity the token is for; all absent: the current account, else guest.',
})
export class CreateAuthTokenInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The transaction to trigger: the token gets the identity it was created with.',
  })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The broker account to speak for.' })
  brokerAccountId?: string | null;

  @Field(() => AuthTokenKindEnum, { nullable: true, description: 'The kind wanted.' })
  kind?: AuthTokenKind | null;
}
