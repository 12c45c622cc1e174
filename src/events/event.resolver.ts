import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Ctx,
  Field,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  type SubscribeResolverData,
  Subscription,
} from 'type-graphql';
import type { Connection } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import { requireViewer, type Viewer } from '../viewer/viewer.js';
import {
  EventConnection,
  EventInterface,
  HoldingsUpdate,
  OrderUpdate,
  PendingActionsUpdate,
  TransactionUpdate,
} from './event.type.js';
import type { EventView } from './event.view.js';
import type { EventsService } from './events.service.js';
import type { LiveStream } from './live-stream.js';

/** Pages of the viewer's event log. */
@Resolver()
export class EventsResolver {
  constructor(private readonly service: EventsService) {}

  @Query(() => EventConnection, {
    nullable: true,
    description: 'The viewer’s log of changes, oldest first.',
  })
  events(
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: LIST_BOUNDS['Query.events'].byDefault,
      description:
        `Maximum number of events, 1 to ${LIST_BOUNDS['Query.events'].most}. ` +
        'A page of large events holds fewer.',
    })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Return only events after this cursor.' })
    after: string | null,
    @Ctx() context: Context,
  ): Promise<Connection<EventView>> {
    // A page that reports a gap in the log holds the time of the report.
    context.reuse?.prevent();
    return this.service.list(requireViewer(context), first ?? null, after ?? null);
  }
}

@ArgsType()
class StreamArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The last cursor you received; the stream resumes after it. If absent, it starts now.',
  })
  after?: string | null;
}

@ArgsType()
class TransactionStreamArgs extends StreamArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only this transaction, by its global id or Gateway’s id.',
  })
  transactionId?: string | null;
}

@ArgsType()
class OrderStreamArgs extends StreamArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only this order, by its global id or batch id.',
  })
  orderId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only orders of this transaction, by its global id or Gateway’s id.',
  })
  transactionId?: string | null;
}

/** Opens the stream of a subscription. `after` is the cursor to resume from. */
type OpenStream = (
  viewer: Viewer,
  after: string | null,
  args: Pick<OrderStreamArgs, 'orderId' | 'transactionId'>,
) => Promise<LiveStream>;

/**
 * Declares a subscription that `open` serves. An SSE client's `Last-Event-ID` wins over the argument `after`.
 * Each event is the root value of its own result, so that transports can read its cursor.
 */
function streamField(type: () => object, description: string, open: OpenStream): MethodDecorator {
  const subscribe = async ({ args, context }: SubscribeResolverData<unknown, OrderStreamArgs, Context>) =>
    await open(requireViewer(context), context.lastEventId ?? args.after ?? null, args);
  return Subscription(type as () => ClassType, { description, subscribe });
}

/** The subscriptions. type-graphql takes `subscribe` in a decorator, so the service is passed by closure. */
export function createStreamResolver(service: EventsService): ClassType<object> {
  @Resolver()
  class StreamResolver {
    @streamField(
      () => EventInterface,
      'Every change of the viewer’s state, in order.',
      (viewer, after) => service.events(viewer, after),
    )
    events(@Root() event: EventView, @Args(() => StreamArgs) _: StreamArgs): EventView {
      return event;
    }

    @streamField(
      () => OrderUpdate,
      'Changes of the viewer’s orders. An id that does not belong to the viewer gives NOT_FOUND.',
      (viewer, after, { orderId = null, transactionId = null }) =>
        service.orderUpdates(viewer, { orderId, transactionId }, after),
    )
    orderUpdated(@Root() event: EventView, @Args(() => OrderStreamArgs) _: OrderStreamArgs): EventView {
      return event;
    }

    @streamField(
      () => TransactionUpdate,
      'Changes of the viewer’s transactions. An id that does not belong to the viewer gives NOT_FOUND.',
      (viewer, after, { transactionId = null }) => service.transactionUpdates(viewer, transactionId, after),
    )
    transactionUpdated(
      @Root() event: EventView,
      @Args(() => TransactionStreamArgs) _: TransactionStreamArgs,
    ): EventView {
      return event;
    }

    @streamField(
      () => HoldingsUpdate,
      'Changes of the viewer’s holdings.',
      (viewer, after) => service.holdingsUpdates(viewer, after),
    )
    holdingsUpdated(@Root() event: EventView, @Args(() => StreamArgs) _: StreamArgs): EventView {
      return event;
    }

    @streamField(
      () => PendingActionsUpdate,
      'New pending actions of the viewer’s accounts, and those that ended.',
      (viewer, after) => service.pendingActionsUpdates(viewer, after),
    )
    pendingActionsUpdated(@Root() event: EventView, @Args(() => StreamArgs) _: StreamArgs): EventView {
      return event;
    }
  }
  return StreamResolver;
}
