import { Field, ObjectType } from 'type-graphql';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { FundsSnapshot } from '../../ledger/snapshots.js';

@ObjectType('Funds', {
  simpleResolvers: true,
  description:
    'Cash available at a broker account, as the newest FETCH_FUNDS transaction of the viewer showed it. ' +
    'Gateway has no call that reads it without the user.',
})
export class FundsType {
  @Field(() => MoneyType, { description: 'The amount in rupees.' })
  amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When Dwar read it. It may have changed since.' })
  asOf!: Date;
}

/** `transactionKey` is no field: the transaction is read only when it is asked for. */
export type FundsView = FundsType & { readonly transactionKey: string };

/** Funds as their viewer sees them. */
export function toFundsView({ amount, asOf, transactionId }: FundsSnapshot): FundsView {
  return {
    amount: toMoney(amount) as MoneyType,
    asOf: toDate(asOf),
    transactionKey: transactionId,
  };
}
