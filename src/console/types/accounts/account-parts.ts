import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, toDate } from '../../../graphql/scalars.js';
import type { StoredBrokerAccount } from '../../../ledger/broker-accounts.js';
import type { Masks } from '../../masks.js';

/** What every object of an account shows of the account. */
@ObjectType('OfAccount', { simpleResolvers: true, description: 'What belongs to an account.' })
export abstract class OfAccountType {
  @Field(() => ID, {
    description: 'Opaque id of the account, the same in every session until another viewer links it.',
  })
  id!: string;

  @Field(() => String, { description: 'Gateway’s id of the account, shortened in a masked session.' })
  authId!: string;

  @Field(() => String, { description: 'To whom it is linked, shortened or hidden in a masked session.' })
  viewer!: string;

  @Field(() => String, { nullable: true, description: 'The broker’s key; null if unknown.' })
  broker!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the account was last linked.' })
  linkedAt!: Date;
}

/** An account with the id that it has in the console. */
export interface NamedAccount<Account extends StoredBrokerAccount = StoredBrokerAccount> {
  readonly id: string;
  readonly account: Account;
}

/** The part of a view that is about its account. */
export function toOfAccount({ id, account }: NamedAccount, masks: Masks): OfAccountType {
  return {
    id,
    authId: masks.id(account.authId),
    viewer: masks.id(account.viewerId),
    broker: account.broker,
    linkedAt: toDate(account.linkedAt),
  };
}
