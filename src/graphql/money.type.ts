import { Field, ObjectType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import { DecimalScalar } from './scalars.js';

@ObjectType('Money', { simpleResolvers: true, description: 'An exact amount of money.' })
export class MoneyType {
  @Field(() => DecimalScalar, { description: 'The exact amount, with every digit as received.' })
  amount!: DecimalString;

  @Field(() => String, { description: 'ISO 4217 code; always `INR`.' })
  currency!: string;
}

/** Rupees as the type `Money`; an unknown amount is null, never 0 (guarantee G9). */
export function toMoney(amount: DecimalString | null): MoneyType | null {
  return amount === null ? null : { amount, currency: 'INR' };
}
