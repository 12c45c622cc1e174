import { Field, ObjectType } from 'type-graphql';
import type { SipFact } from '../../gateway/facts.js';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';

@ObjectType('Sip', {
  simpleResolvers: true,
  description: 'A SIP on an invested smallcase, as SIP_SETUP left it, confirmed by a read.',
})
export class SipType {
  @Field(() => Boolean, { nullable: true, description: 'Whether instalments are due; null if unknown.' })
  isActive!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the user did, in Gateway’s word, such as `CREATE`; null if unknown.',
  })
  action!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount of one instalment; null if unknown.' })
  amount!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Time between instalments, in Gateway’s word, such as `1m`; null if unknown.',
  })
  frequency!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of SIP, in Gateway’s word; null if unknown.' })
  kind!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next instalment is due.' })
  nextAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Gateway’s id of the investment; null if unknown.' })
  iscid!: string | null;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase; null if unknown.' })
  scid!: string | null;
}

/** A SIP as clients see it. */
export function toSip(sip: SipFact | undefined): SipType | null {
  return sip === undefined ? null : { ...sip, amount: toMoney(sip.amount), nextAt: toDate(sip.nextAt) };
}
