import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { EventType } from '../../ledger/event-record.js';
import { findEvent, type LogFilter } from '../../ledger/operator/event-log.js';
import type { Connections } from '../connections/connections.js';
import type { EventLogs } from '../events/event-logs.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { OperatorServices } from '../services.js';
import {
  EventLogType,
  type EventLogView,
  FoundEventLogType,
  LogFollowersType,
  LogStateType,
} from '../types/event-log.type.js';
import {
  OperatorEventConnection,
  OperatorEventType,
  type OperatorEventView,
  toOperatorEvent,
} from '../types/event.type.js';
import { EventFilterInput } from '../types/filters.input.js';
import type { OperatorPage } from '../types/page.type.js';
import { OperatorPageArgs } from './page.args.js';

type Services = Pick<OperatorServices, 'ledger' | 'eventLogs'>;

/** The log of each viewer, and what was known at each place of it. */
@Resolver(() => EventLogType)
export class EventLogResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly logs: EventLogs,
    private readonly connections: Connections,
    private readonly services: Services,
  ) {}

  @Query(() => EventLogType, {
    nullable: true,
    description: 'The log of one viewer, by their opaque `id`. Null if it is not in this ledger.',
  })
  async eventLog(
    @Arg('viewer', () => ID, { description: 'The opaque id of a viewer, such as `Order.viewerId`.' })
    viewer: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<EventLogView | null> {
    const viewerId = await this.logs.viewerOf(viewer);
    return viewerId === null ? null : await this.#view(viewerId, operator);
  }

  @Query(() => FoundEventLogType, {
    nullable: true,
    description:
      'The log that a text names: the whole id of a viewer, Gateway’s id of a transaction or order, or a ' +
      'cursor that a client was given.',
  })
  async findEventLog(
    @Arg('text', () => String, { description: 'Such an id or cursor, whole.' }) text: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<FoundEventLogType> {
    const { viewerId, subject, seq, cursor, isTruncated } = await this.logs.find(text.trim());
    return {
      log: viewerId === null ? null : await this.#view(viewerId, operator),
      seq,
      subjectId: subject && this.reads.ids.seal('subject', JSON.stringify([subject.kind, subject.subject])),
      cursor,
      isTruncated,
    };
  }

  @FieldResolver(() => OperatorEventConnection, {
    nullable: true,
    description:
      'Its events, newest first. A page looks at 5,000 of them at most: with a narrow filter it may be ' +
      'short and still have a next one.',
  })
  async events(
    @Root() { viewerId }: EventLogView,
    @Arg('filter', () => EventFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: EventFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorEventView>> {
    const chosen = this.#filterOf(filter ?? {});
    if (chosen === null) return { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    const { nodes, pageInfo } = await this.reads.events(viewerId, chosen, { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((one) => toOperatorEvent(one, masks, this.reads.ids)), pageInfo };
  }

  @FieldResolver(() => OperatorEventType, {
    nullable: true,
    description: 'One event, by its number. Null if it is not kept, or there is none.',
  })
  async event(
    @Root() { viewerId }: EventLogView,
    @Arg('seq', () => Int, { description: 'The number of an event.' }) seq: number,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorEventView | null> {
    const found = await findEvent(this.services.ledger.db, viewerId, seq);
    return found && toOperatorEvent(found, masksOf(operator), this.reads.ids);
  }

  @FieldResolver(() => LogStateType, {
    nullable: true,
    description: 'What a client that has received the events up to one number knows.',
  })
  async stateAt(
    @Root() { viewerId }: EventLogView,
    @Arg('seq', () => Int, { description: 'The number of an event, or of a place between events.' })
    seq: number,
    @Ctx() { operator }: OperatorContext,
  ): Promise<LogStateType> {
    const masks = masksOf(operator);
    const { events, ...state } = await this.logs.stateAt(viewerId, seq);
    return { ...state, events: events.map((one) => toOperatorEvent(one, masks, this.reads.ids)) };
  }

  @FieldResolver(() => LogFollowersType, {
    description: 'The subscriptions at this instance that follow it, and how far behind they are.',
  })
  followers(@Root() { viewerId, head }: EventLogView): LogFollowersType {
    return this.connections.followersOf(viewerId, head);
  }

  async #view(viewerId: string, operator: OperatorContext['operator']): Promise<EventLogView> {
    const { eventLogs } = this.services;
    const { head, trimmedTo } = await this.logs.bounds(viewerId);
    return {
      viewerId,
      id: this.reads.ids.seal('viewer', viewerId),
      viewer: masksOf(operator).id(viewerId),
      head,
      horizon: trimmedTo,
      retentionDays: eventLogs.retentionDays,
      epoch: eventLogs.epoch(),
    };
  }

  /** Null if it names an object that no id of this ledger stands for: then nothing matches. */
  #filterOf({ type, subject = null }: EventFilterInput): LogFilter | null {
    const named = subject === null ? null : this.logs.subjectOf(subject);
    if (subject !== null && named === null) return null;
    // No stored event has the type UNKNOWN; those of later versions are found without a filter.
    return { types: (type ?? null) as readonly EventType[] | null, subject: named };
  }
}
