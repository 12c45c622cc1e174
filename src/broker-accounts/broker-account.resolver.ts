import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { toGlobalId } from '../core/ids.js';
import { BROKERS } from '../gateway/brokers.js';
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { AuthTokenInvalidType, FailureType } from '../graphql/failure.type.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import { typeNameOf } from '../graphql/type-name.js';
import type { Ledger } from '../ledger/ledger.js';
import { requireViewer } from '../viewer/viewer.js';
import {
  BrokerAccountType,
  BrokerAccountUnlinkedType,
  BrokerType,
  toBrokerAccountView,
} from './broker-account.type.js';
import type { BrokerAccountLinker } from './link-broker-account.js';
import { unlinkBrokerAccount } from './unlink-broker-account.js';

@ObjectType('BrokerAccountUnproven', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'None of the viewer’s own recent transactions was completed with this account.',
})
class BrokerAccountUnprovenType extends FailureType {}

@ObjectType('BrokerAccountLinkedElsewhere', {
  implements: FailureType,
  simpleResolvers: true,
  description:
    'The account is linked to another user. ' +
    'Returned only after the caller has proved control of the account.',
})
class BrokerAccountLinkedElsewhereType extends FailureType {}

const LinkBrokerAccountResult = createUnionType({
  name: 'LinkBrokerAccountResult',
  description: 'The linked account, or why it is not linked.',
  types: () =>
    [
      BrokerAccountType,
      AuthTokenInvalidType,
      BrokerAccountUnprovenType,
      BrokerAccountLinkedElsewhereType,
    ] as const,
  resolveType: typeNameOf,
});

const UnlinkBrokerAccountResult = createUnionType({
  name: 'UnlinkBrokerAccountResult',
  description: 'Result of unlinking. An id that does not belong to the viewer gives NOT_FOUND.',
  types: () => [BrokerAccountUnlinkedType] as const,
  resolveType: typeNameOf,
});

@InputType('LinkBrokerAccountInput', { description: 'Proof of control over a broker account.' })
class LinkBrokerAccountInput {
  @Field(() => String, {
    description: 'The `smallcaseAuthToken` in the SDK’s result of a transaction of this viewer.',
  })
  smallcaseAuthToken!: string;
}

@InputType('UnlinkBrokerAccountInput', { description: 'An account to unlink.' })
class UnlinkBrokerAccountInput {
  @Field(() => ID, { description: 'The account, by its global id.' })
  brokerAccountId!: string;
}

@Resolver(() => BrokerAccountType)
export class BrokerAccountResolver {
  constructor(
    private readonly ledger: Ledger,
    private readonly linker: BrokerAccountLinker,
  ) {}

  @Query(() => [BrokerType], {
    nullable: true,
    description: `All brokers that Gateway supports, at most ${LIST_BOUNDS['Query.brokers'].most}.`,
  })
  brokers(@Ctx() context: Context): BrokerType[] {
    requireViewer(context);
    return BROKERS.map((broker) => ({
      key: broker.key,
      name: broker.name,
      supportsHoldingsImport: broker.holdingsImport,
      supportsLimitOrders: broker.limitOrders,
      hasLeprechaun: broker.leprechaun,
    }));
  }

  @Mutation(() => LinkBrokerAccountResult, {
    nullable: true,
    description:
      'Links a broker account to the viewer and makes it the current one. ' +
      'Requires the SDK’s token and a recent transaction of the viewer that was completed with that account.',
  })
  async linkBrokerAccount(
    @Arg('input', () => LinkBrokerAccountInput, { description: 'Proof of control.' })
    input: LinkBrokerAccountInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.linker.link(requireViewer(context), input.smallcaseAuthToken);
    return 'refused' in outcome ? failure(outcome.refused) : toBrokerAccountView(outcome.account);
  }

  @Mutation(() => UnlinkBrokerAccountResult, {
    nullable: true,
    description:
      'Unlinks a broker account. Its holdings are removed; its orders stay with the viewer who created them.',
  })
  async unlinkBrokerAccount(
    @Arg('input', () => UnlinkBrokerAccountInput, { description: 'The account to unlink.' })
    input: UnlinkBrokerAccountInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const authId = await unlinkBrokerAccount(this.ledger, requireViewer(context), input.brokerAccountId);
    return { __typename: 'BrokerAccountUnlinked', brokerAccountId: toGlobalId('BrokerAccount', authId) };
  }
}
