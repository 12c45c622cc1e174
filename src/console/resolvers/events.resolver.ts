import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { eventSnapshot, neighbourOf, previousOfSubject } from '../../ledger/operator/event-log.js';
import { SHOWN_MAX_BYTES, showBody } from '../delivery-content.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { OperatorServices } from '../services.js';
import { OperatorEventType, type OperatorEventView, toOperatorEvent } from '../types/event.type.js';
import { ExplainedFactType, toFactView } from '../types/explanation.type.js';
import { OperatorOrderType, toOperatorOrder } from '../types/order.type.js';
import { OperatorTransactionType, toOperatorTransaction } from '../types/transaction.type.js';

type Services = Pick<OperatorServices, 'ledger' | 'eventLogs' | 'explain'>;

/** What is read of an event only when it is asked for. */
@Resolver(() => OperatorEventType)
export class OperatorEventsResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly services: Services,
  ) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Its cursor as clients get it. Null in a masked session: from a cursor one could guess whose it is.',
  })
  cursor(@Root() { outline }: OperatorEventView, @Ctx() { operator }: OperatorContext): string | null {
    return operator.isMasked ? null : this.services.eventLogs.cursorOf(outline.viewerId, outline.seq);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The object as of this event, as indented JSON, masked as this session is; null if it is longer than ' +
      '256 KiB.',
  })
  async snapshot(
    @Root() { outline }: OperatorEventView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<string | null> {
    const { viewerId, seq } = outline;
    const json = await eventSnapshot(this.services.ledger.db, viewerId, seq, SHOWN_MAX_BYTES);
    return json === null ? null : showBody(Buffer.from(json), operator.isMasked);
  }

  @FieldResolver(() => OperatorEventType, {
    nullable: true,
    description:
      'The event before it that is about the same object; null if there is none among the 5,000 before it.',
  })
  async previous(
    @Root() { outline }: OperatorEventView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorEventView | null> {
    const found = await previousOfSubject(this.services.ledger.db, outline);
    return found && toOperatorEvent(found, masksOf(operator), this.reads.ids);
  }

  @FieldResolver(() => ExplainedFactType, {
    nullable: true,
    description: 'What caused it; null if it is of no transaction, or its cause was not recorded.',
  })
  async cause(
    @Root() { outline }: OperatorEventView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ExplainedFactType | null> {
    const { transactionId, seq } = outline;
    if (transactionId === null) return null;
    const options = { batchId: null, mask: masksOf(operator).id };
    const explanation = await this.services.explain(transactionId, options);
    const fact = explanation?.facts.find(({ eventSeq }) => eventSeq === seq);
    return fact === undefined ? null : toFactView(fact);
  }

  @FieldResolver(() => OperatorTransactionType, {
    nullable: true,
    description: 'The transaction that it belongs to, as it is now; null if it belongs to none.',
  })
  async transaction(
    @Root() { outline }: OperatorEventView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorTransactionType | null> {
    const { transactionId } = outline;
    const found = transactionId === null ? null : await this.reads.transaction(context, transactionId);
    return found && toOperatorTransaction(found, masksOf(context.operator), this.reads.ids);
  }

  @FieldResolver(() => OperatorOrderType, {
    nullable: true,
    description: 'The order that it is about, as it is now; null if it is about something else.',
  })
  async order(
    @Root() { outline }: OperatorEventView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorOrderType | null> {
    const { type, subject } = outline;
    if (type !== 'ORDER' && type !== 'ORDER_RETRACTED') return null;
    const order = await this.reads.order(subject);
    return order && toOperatorOrder(order, masksOf(operator), this.reads.ids);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Number of the event before it in the log; null if none is kept.',
  })
  async olderSeq(@Root() { outline }: OperatorEventView): Promise<number | null> {
    return await neighbourOf(this.services.ledger.db, outline.viewerId, outline.seq, 'older');
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Number of the event after it in the log; null if it is the newest.',
  })
  async newerSeq(@Root() { outline }: OperatorEventView): Promise<number | null> {
    return await neighbourOf(this.services.ledger.db, outline.viewerId, outline.seq, 'newer');
  }
}
