import { Field, ObjectType } from 'type-graphql';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { DateTimeScalar, toDate } from '../../../graphql/scalars.js';
import type { ListedAccount } from '../../../ledger/operator/accounts.js';
import type { Masks } from '../../masks.js';
import { type NamedAccount, OfAccountType, toOfAccount } from './account-parts.js';
import { operatorConnection } from '../page.type.js';
import { OperatorTransactionType } from '../transaction.type.js';

@ObjectType('AccountProof', {
  simpleResolvers: true,
  description: 'A transaction that was completed with an account, by which its viewer linked it.',
})
export class AccountProofType {
  @Field(() => DateTimeScalar, { description: 'When it proved the link.' })
  at!: Date;

  @Field(() => OperatorTransactionType, { description: 'The transaction.' })
  transaction!: OperatorTransactionType;
}

@ObjectType('AccountClaim', {
  simpleResolvers: true,
  description:
    'Another viewer who proved control of an account while it was linked, and so did not get it. That ' +
    'viewer can link it after it is unlinked.',
})
export class AccountClaimType {
  @Field(() => String, { description: 'Who claimed it, shortened or hidden in a masked session.' })
  viewer!: string;

  @Field(() => DateTimeScalar, { description: 'When that viewer last tried to link it.' })
  at!: Date;

  @Field(() => OperatorTransactionType, {
    nullable: true,
    description: 'The transaction that proved control; null if it is not in this ledger.',
  })
  transaction!: OperatorTransactionType | null;
}

/** A linked account of any viewer, as the schema shows it. */
@ObjectType('Account', {
  simpleResolvers: true,
  description: 'A broker account that is linked to a viewer. It is linked to one viewer at most.',
})
export class OperatorAccountType extends OfAccountType {
  @Field(() => MoneyType, {
    nullable: true,
    description: 'Cash at the account as FETCH_FUNDS last found it; null if it was never fetched.',
  })
  funds!: MoneyType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a read showed `funds`.' })
  fundsAt!: Date | null;
}

/** The key is no field: what is read only when asked for is found by it. */
export interface OperatorAccountView extends OperatorAccountType {
  readonly key: NamedAccount<ListedAccount>;
}

/** An account as an operator sees it. */
export function toOperatorAccount(key: NamedAccount<ListedAccount>, masks: Masks): OperatorAccountView {
  const { funds } = key.account;
  return {
    ...toOfAccount(key, masks),
    key,
    funds: toMoney(funds?.amount ?? null),
    fundsAt: toDate(funds?.asOf ?? null),
  };
}

/** A page of accounts. */
export const OperatorAccountConnection = operatorConnection(
  'Account',
  () => OperatorAccountType,
  'the one that was linked last first',
);
