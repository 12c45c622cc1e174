import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import {
  FailureType,
  GatewayNotUnderstoodType,
  GatewayRefusedType,
  GatewayUnavailableType,
  OutcomeUnknownType,
} from '../graphql/failure.type.js';
import { typeNameOf } from '../graphql/type-name.js';
import { TransactionType } from '../transactions/transaction.type.js';
import { MutualFundImportType } from './mutual-fund-import.type.js';

const common = { implements: FailureType, simpleResolvers: true } as const;

@ObjectType('MutualFundOtpSent', {
  simpleResolvers: true,
  description: 'Gateway has accepted the request: the registrars send the code to the user.',
})
class MutualFundOtpSentType {
  @Field(() => TransactionType, { description: 'The transaction it is for.' })
  transaction!: TransactionType;

  @Field(() => Int, { description: 'How many more codes may be requested for this transaction.' })
  sendsLeft!: number;
}

@ObjectType('TransactionExpired', {
  ...common,
  description: 'The transaction has expired, or has ended already. Create a new one.',
})
class TransactionExpiredType extends FailureType {}

@ObjectType('OtpLimitExceeded', {
  ...common,
  description:
    'Too many codes were requested: for this transaction, or by this viewer within some minutes. ' +
    'Nothing was sent.',
})
class OtpLimitExceededType extends FailureType {
  @Field(() => Int, {
    nullable: true,
    description: 'Seconds until this viewer may request another code; null if a new transaction is needed.',
  })
  retryAfterSeconds!: number | null;
}

@ObjectType('OtpIncorrect', { ...common, description: 'The code is not the one that was sent.' })
class OtpIncorrectType extends FailureType {
  @Field(() => Int, { description: 'How many more codes may be tried for this transaction.' })
  triesLeft!: number;
}

@ObjectType('OtpAttemptsExceeded', {
  ...common,
  description: 'Too many codes were tried for this transaction. Create a new one.',
})
class OtpAttemptsExceededType extends FailureType {}

@ObjectType('OtpMethodMismatch', {
  ...common,
  description: 'The code was sent to a phone and is verified with an e-mail address, or the other way round.',
})
class OtpMethodMismatchType extends FailureType {}

@ObjectType('PanContactMismatch', {
  ...common,
  description: 'The registrars do not know this PAN together with this phone number or e-mail address.',
})
class PanContactMismatchType extends FailureType {}

@ObjectType('RegistrarRefused', { ...common, description: 'The mutual-fund registrars refused the request.' })
class RegistrarRefusedType extends FailureType {}

export const RequestMutualFundOtpResult = createUnionType({
  name: 'RequestMutualFundOtpResult',
  description: 'Whether a code is sent, or why not.',
  types: () =>
    [
      MutualFundOtpSentType,
      OtpLimitExceededType,
      PanContactMismatchType,
      TransactionExpiredType,
      RegistrarRefusedType,
      GatewayUnavailableType,
      GatewayRefusedType,
      GatewayNotUnderstoodType,
    ] as const,
  resolveType: typeNameOf,
});

export const VerifyMutualFundOtpResult = createUnionType({
  name: 'VerifyMutualFundOtpResult',
  description: 'The import, which now awaits its data, or why the code was not accepted.',
  types: () =>
    [
      MutualFundImportType,
      OtpIncorrectType,
      OtpAttemptsExceededType,
      OtpMethodMismatchType,
      PanContactMismatchType,
      TransactionExpiredType,
      RegistrarRefusedType,
      GatewayUnavailableType,
      GatewayRefusedType,
      OutcomeUnknownType,
    ] as const,
  resolveType: typeNameOf,
});
