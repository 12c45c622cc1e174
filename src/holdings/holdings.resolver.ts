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
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import {
  FailureType,
  GatewayNotUnderstoodType,
  GatewayRefusedType,
  GatewayUnavailableType,
} from '../graphql/failure.type.js';
import { typeNameOf } from '../graphql/type-name.js';
import { requireViewer } from '../viewer/viewer.js';
import type { HoldingsService } from './holdings.service.js';
import { HoldingsType } from './holdings.type.js';
import type { HoldingsView } from './holdings.view.js';

@ObjectType('HoldingsNotImported', {
  implements: FailureType,
  simpleResolvers: true,
  description: 'Gateway has no holdings of this account yet. Import them first.',
})
class HoldingsNotImportedType extends FailureType {}

const RefreshHoldingsResult = createUnionType({
  name: 'RefreshHoldingsResult',
  description: 'The holdings as Gateway has them now, or why they could not be read.',
  types: () =>
    [
      HoldingsType,
      HoldingsNotImportedType,
      GatewayUnavailableType,
      GatewayRefusedType,
      GatewayNotUnderstoodType,
    ] as const,
  resolveType: typeNameOf,
});

@InputType('RefreshHoldingsInput', { description: 'The holdings to refresh.' })
class RefreshHoldingsInput {
  @Field(() => ID, { nullable: true, description: 'The broker account. Default: the current one.' })
  brokerAccountId?: string | null;
}

@Resolver()
export class HoldingsResolver {
  constructor(private readonly service: HoldingsService) {}

  @Query(() => HoldingsType, {
    nullable: true,
    description: 'Holdings of a broker account. Null before the first import.',
  })
  holdings(
    @Arg('brokerAccountId', () => ID, {
      nullable: true,
      description: 'The account. Default: the current one.',
    })
    brokerAccountId: string | null,
    @Ctx() context: Context,
  ): Promise<HoldingsView | null> {
    return this.service.find(requireViewer(context), brokerAccountId ?? null, context.loaders);
  }

  @Mutation(() => RefreshHoldingsResult, {
    nullable: true,
    description:
      'Reads the holdings from Gateway now. Brokers that need a login return the last import; ' +
      'create a HOLDINGS_IMPORT transaction for a newer one.',
  })
  async refreshHoldings(
    @Arg('input', () => RefreshHoldingsInput, { nullable: true, description: 'The holdings to refresh.' })
    input: RefreshHoldingsInput | null,
    @Ctx() context: Context,
  ): Promise<object> {
    const viewer = requireViewer(context);
    const outcome = await this.service.refresh(viewer, input?.brokerAccountId ?? null, context.signal);
    return 'refused' in outcome ? failure(outcome.refused, outcome) : outcome.holdings;
  }
}
