import {
  Arg,
  Ctx,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  type SubscribeResolverData,
  Subscription,
} from 'type-graphql';
import type { Connection } from '../graphql/connection.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import type { Context } from '../graphql/context.js';
import { requireViewer } from '../viewer/viewer.js';
import {
  EventConnection,
  EventInterface,
  HoldingsUpdate,
  OrderUpdate,
  TransactionUpdate,
} from './event.type.js';
import type { EventView } from './event.view.js';
import type { EventsService } from './events.service.js';
import type { LiveStream } from './live-stream.js';

/** What a source of events is asked with. */
type SubscriptionCall = SubscribeResolverData<unknown, Record<string, unknown>, Context>;

const AFTER = 'The last cursor received; the stream resumes after it. Without it, the stream starts now.';

/** Where a stream resumes: an SSE client's `Last-Event-ID` wins over the argument. */
function afterOf({ args, context }: SubscriptionCall): string | null {
  return context.lastEventId ?? (args.after as string | null | undefined) ?? null;
}

function idOf({ args }: SubscriptionCall, name: 'orderId' | 'transactionId'): string | null {
  return (args[name] as string | null | undefined) ?? null;
}

/**
 * The subscriptions, over a service that is handed in by closure: type-graphql asks for the source of events in the decorator.
 * Each event is its own root value, so that a transport knows the cursor.
 */
export function createEventResolver(service: EventsService) {
  @Resolver()
  class EventResolver {
    @Query(() => EventConnection, {
      name: 'events',
      nullable: true,
      description: 'The viewer’s log of changes, oldest first.',
    })
    list(
      @Arg('first', () => Int, {
        nullable: true,
        defaultValue: LIST_BOUNDS['Query.events'].byDefault,
        description: `How many at most, 1 to ${LIST_BOUNDS['Query.events'].most}. A page of large events holds fewer.`,
      })
      first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Only what comes after this cursor.' })
      after: string | null,
      @Ctx() context: Context,
    ): Promise<Connection<EventView>> {
      return service.list(requireViewer(context), first ?? null, after ?? null);
    }

    @Subscription(() => EventInterface, {
      description: 'Every change of the viewer’s state, in order.',
      subscribe: (data: SubscriptionCall): Promise<LiveStream> =>
        service.events(requireViewer(data.context), afterOf(data)),
    })
    events(
      @Root() event: EventView,
      @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    ): EventView {
      return event;
    }

    @Subscription(() => OrderUpdate, {
      description: 'What happens to the viewer’s orders. Names of what is not the viewer’s are NOT_FOUND.',
      subscribe: async (data: SubscriptionCall): Promise<LiveStream> => {
        const named = { orderId: idOf(data, 'orderId'), transactionId: idOf(data, 'transactionId') };
        return await service.orderUpdates(requireViewer(data.context), named, afterOf(data));
      },
    })
    orderUpdated(
      @Root() event: EventView,
      @Arg('orderId', () => ID, {
        nullable: true,
        description: 'Only this order, by its global id or batch id.',
      })
      _orderId: string | null,
      @Arg('transactionId', () => ID, {
        nullable: true,
        description: 'Only orders of this transaction, by its global id or Gateway’s id.',
      })
      _transactionId: string | null,
      @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    ): EventView {
      return event;
    }

    @Subscription(() => TransactionUpdate, {
      description:
        'What happens to the viewer’s transactions. The name of what is not the viewer’s is NOT_FOUND.',
      subscribe: async (data: SubscriptionCall): Promise<LiveStream> =>
        await service.transactionUpdates(
          requireViewer(data.context),
          idOf(data, 'transactionId'),
          afterOf(data),
        ),
    })
    transactionUpdated(
      @Root() event: EventView,
      @Arg('transactionId', () => ID, {
        nullable: true,
        description: 'Only this transaction, by its global id or Gateway’s id.',
      })
      _transactionId: string | null,
      @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    ): EventView {
      return event;
    }

    @Subscription(() => HoldingsUpdate, {
      description: 'What happens to the viewer’s holdings.',
      subscribe: (data: SubscriptionCall): Promise<LiveStream> =>
        service.holdingsUpdates(requireViewer(data.context), afterOf(data)),
    })
    holdingsUpdated(
      @Root() event: EventView,
      @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    ): EventView {
      return event;
    }
  }
  return EventResolver;
}
