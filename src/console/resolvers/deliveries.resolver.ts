import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { badInput } from '../../core/errors.js';
import type { DeliveriesFilter } from '../../ledger/operator/deliveries.js';
import { deliveryBody, siblingDeliveries } from '../../ledger/operator/deliveries.js';
import { batchesIn, SHOWN_MAX_BYTES, showBody } from '../delivery-content.js';
import { SIBLINGS } from '../list-bounds.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import { DELIVERY_ID, type OperatorReads } from '../operator-reads.js';
import type { SealedIds } from '../sealed-id.js';
import type { OperatorServices } from '../services.js';
import {
  OperatorDeliveryConnection,
  OperatorDeliveryType,
  type OperatorDeliveryView,
  RejectedDeliveryType,
  toOperatorDelivery,
  toRejectedDelivery,
} from '../types/delivery.type.js';
import { DELIVERY_VERDICTS, type DeliveryVerdict } from '../types/enums.js';
import { ExplainedFactType, toFactView } from '../types/explanation.type.js';
import { DeliveryFilterInput } from '../types/filters.input.js';
import { OperatorOrderType, toOperatorOrder } from '../types/order.type.js';
import type { OperatorPage } from '../types/page.type.js';
import { OperatorTransactionType, toOperatorTransaction } from '../types/transaction.type.js';
import { textOf, textsOf, timesOf } from './filter-parts.js';
import { OperatorPageArgs } from './page.args.js';

type Services = Pick<OperatorServices, 'ledger' | 'explain' | 'rejected'>;

/** The inbox: stored webhooks, and requests that were refused. */
@Resolver(() => OperatorDeliveryType)
export class OperatorDeliveriesResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly services: Services,
  ) {}

  @Query(() => OperatorDeliveryConnection, {
    nullable: true,
    description:
      'Stored webhooks, newest first. A page looks at 5,000 of them at most: with a narrow filter it may ' +
      'be short and still have a next one.',
  })
  async deliveries(
    @Arg('filter', () => DeliveryFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: DeliveryFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorDeliveryView>> {
    const chosen = toDeliveriesFilter(filter ?? {}, this.reads.ids);
    if (chosen === null) return { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    const { nodes, pageInfo } = await this.reads.deliveries(chosen, { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((one) => toOperatorDelivery(one, masks)), pageInfo };
  }

  @Query(() => OperatorDeliveryType, {
    nullable: true,
    description: 'One stored webhook, by its `id`. Null if it is not in this ledger.',
  })
  async delivery(
    @Arg('id', () => ID, { description: 'The `id` of a delivery.' }) id: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorDeliveryView | null> {
    const found = await this.reads.delivery(id);
    return found === null ? null : toOperatorDelivery(found, masksOf(operator));
  }

  @Query(() => [RejectedDeliveryType], {
    nullable: true,
    description: 'Requests to the webhook path that this instance refused, newest first, at most 200.',
  })
  rejectedDeliveries(@Ctx() { operator }: OperatorContext): RejectedDeliveryType[] {
    const masks = masksOf(operator);
    return this.services.rejected.list().map((rejected) => toRejectedDelivery(rejected, masks));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its body as indented JSON, masked as this session is; null if it is longer than 256 KiB.',
  })
  async body(
    @Root() { id }: OperatorDeliveryView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<string | null> {
    const body = await deliveryBody(this.services.ledger.db, id, SHOWN_MAX_BYTES);
    return body === null ? null : showBody(body, operator.isMasked);
  }

  @FieldResolver(() => OperatorTransactionType, {
    nullable: true,
    description: 'The transaction that it names; null if it names none, or none that is known.',
  })
  async transaction(
    @Root() { summary }: OperatorDeliveryView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorTransactionType | null> {
    const { transactionId } = summary;
    const found = transactionId === null ? null : await this.reads.transaction(context, transactionId);
    return found === null ? null : toOperatorTransaction(found, masksOf(context.operator), this.reads.ids);
  }

  @FieldResolver(() => OperatorOrderType, {
    nullable: true,
    description: 'The first order in its body that is known; null if there is none.',
  })
  async order(
    @Root() { id, kind }: OperatorDeliveryView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorOrderType | null> {
    if (kind !== 'ORDER') return null;
    const body = await deliveryBody(this.services.ledger.db, id, SHOWN_MAX_BYTES);
    for (const { batchId } of (body === null ? null : batchesIn(kind, body)) ?? []) {
      const order = await this.reads.order(batchId);
      if (order !== null) return toOperatorOrder(order, masksOf(operator), this.reads.ids);
    }
    return null;
  }

  @FieldResolver(() => [ExplainedFactType], { description: 'What it changed or contradicted, oldest first.' })
  async effects(
    @Root() { id, summary }: OperatorDeliveryView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ExplainedFactType[]> {
    if (summary.transactionId === null) return [];
    const options = { batchId: null, mask: masksOf(operator).id };
    const explanation = await this.services.explain(summary.transactionId, options);
    return (explanation?.facts ?? []).filter(({ deliveryId }) => deliveryId === id).map(toFactView);
  }

  @FieldResolver(() => [OperatorDeliveryType], {
    description:
      'Other deliveries of the same transaction, or of the same account if it names no transaction: ' +
      'newest first, at most 20.',
  })
  async siblings(
    @Root() { summary }: OperatorDeliveryView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorDeliveryType[]> {
    const masks = masksOf(operator);
    const found = await siblingDeliveries(this.services.ledger.db, summary, SIBLINGS);
    return found.map((one) => toOperatorDelivery(one, masks));
  }
}

/** Ids that one filter may name. */
const IDS_MAX = 200;

function idsOf(ids: readonly string[] | null): readonly string[] | null {
  if (ids !== null && ids.length > IDS_MAX) throw badInput('filter', `\`ids\` names more than ${IDS_MAX}`);
  return ids === null ? null : [...new Set(ids.filter((id) => DELIVERY_ID.test(id)))];
}

/** The verdicts that a filter leaves; null if it narrows none. */
function statesOf({ verdict, verdictNot }: DeliveryFilterInput): readonly DeliveryVerdict[] | null {
  if (verdict == null && verdictNot == null) return null;
  return (verdict ?? DELIVERY_VERDICTS).filter((one) => verdictNot?.includes(one) !== true);
}

/** Null if it names a transaction that no id of this ledger stands for: then nothing matches. */
export function toDeliveriesFilter(filter: DeliveryFilterInput, ids: SealedIds): DeliveriesFilter | null {
  const { transaction = null } = filter;
  const transactionId = transaction === null ? null : ids.open('transaction', transaction);
  if (transaction !== null && transactionId === null) return null;
  return {
    ...timesOf(filter),
    states: statesOf(filter),
    kinds: textsOf('kind', filter.kind),
    notKinds: textsOf('kindNot', filter.kindNot),
    deliveryIds: idsOf(filter.ids ?? null),
    transactionId,
    problem: textOf('problem', filter.problem),
  };
}
