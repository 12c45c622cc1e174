import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import { searchIds } from '../search.js';
import { SearchHitType } from '../types/search.type.js';
import { textOf } from './filter-parts.js';

/** Finds what an id names. */
@Resolver()
export class SearchResolver {
  constructor(private readonly reads: OperatorReads) {}

  @Query(() => [SearchHitType], {
    nullable: true,
    description:
      'What a whole id names: a transaction, a batch, a delivery, the exchange’s id of an order, or an ' +
      '`id` of this schema. At most 7. An exchange’s id is looked for in the newest 5,000 orders.',
  })
  async search(
    @Arg('text', () => String, { description: 'The id, whole, at most 200 characters.' }) text: string,
    @Ctx() context: OperatorContext,
  ): Promise<SearchHitType[]> {
    const whole = textOf('text', text.trim()) ?? '';
    if (whole === '') return [];
    return await searchIds(this.reads, context, { text: whole, masks: masksOf(context.operator) });
  }
}
