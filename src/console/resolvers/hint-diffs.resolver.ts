import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { diffHints } from '../explain/hint-diffs.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorServices } from '../services.js';
import { HintDiffsType, toHintDiffs } from '../types/hint-diff.type.js';
import { OperatorOrderType, type OperatorOrderView } from '../types/order.type.js';

/** What webhooks said of an order, next to what reads confirmed. */
@Resolver(() => OperatorOrderType)
export class HintDiffsResolver {
  constructor(private readonly services: Pick<OperatorServices, 'ledger'>) {}

  @FieldResolver(() => HintDiffsType, {
    nullable: true,
    description: 'The webhooks about it, each field by field next to what the next read confirmed.',
  })
  async hintDiffs(
    @Root() { keys }: OperatorOrderView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<HintDiffsType | null> {
    const found = await diffHints(this.services.ledger.db, keys, masksOf(operator));
    return found === null ? null : toHintDiffs(found);
  }
}
