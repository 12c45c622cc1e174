import { Field, ID, ObjectType } from 'type-graphql';
import { toGlobalId } from '../core/ids.js';
import { NodeInterface } from '../graphql/node.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';
import type { StoredBrokerAccount } from '../ledger/broker-accounts.js';

@ObjectType('BrokerAccount', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'A broker account linked to the viewer. An account is linked to one viewer at most.',
})
export class BrokerAccountType extends NodeInterface {
  @Field(() => String, {
    nullable: true,
    description: 'Key of the broker, such as `kite`; null if unknown.',
  })
  broker!: string | null;

  @Field(() => DateTimeScalar, {
    description: 'When it was last linked. The last linked account is the current one.',
  })
  linkedAt!: Date;
}

export type BrokerAccountView = BrokerAccountType & { readonly __typename: 'BrokerAccount' };

/** An account as its viewer sees it. */
export function toBrokerAccountView(account: StoredBrokerAccount): BrokerAccountView {
  return {
    __typename: 'BrokerAccount',
    id: toGlobalId('BrokerAccount', account.authId),
    broker: account.broker,
    linkedAt: toDate(account.linkedAt),
  };
}

@ObjectType('BrokerAccountUnlinked', {
  simpleResolvers: true,
  description: 'The account is no longer linked.',
})
export class BrokerAccountUnlinkedType {
  @Field(() => ID, { description: 'The global id the account had.' })
  brokerAccountId!: string;
}

@ObjectType('Viewer', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'The person named by the session token.',
})
export class ViewerType extends NodeInterface {}

/** The fields of {@link ViewerType} that are read only when they are asked for are resolved elsewhere. */
export type ViewerView = ViewerType & { readonly __typename: 'Viewer' };

/** The viewer as they see themselves. */
export function toViewerView(viewerId: string): ViewerView {
  return { __typename: 'Viewer', id: toGlobalId('Viewer', viewerId) };
}

@ObjectType('Broker', { simpleResolvers: true, description: 'A broker that Gateway supports.' })
export class BrokerType {
  @Field(() => String, { description: 'Key of the broker, for the SDK’s `brokers`.' })
  key!: string;

  @Field(() => String, { description: 'Name to show.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether holdings can be imported from it.' })
  supportsHoldingsImport!: boolean;

  @Field(() => Boolean, { description: 'Whether it accepts limit orders.' })
  supportsLimitOrders!: boolean;

  @Field(() => Boolean, { description: 'Whether it has virtual accounts for testing.' })
  hasLeprechaun!: boolean;
}
