import {
  Arg,
  type ClassType,
  Ctx,
  ID,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql';
import { notFound } from '../../core/errors.js';
import type { EventOutline } from '../../ledger/operator/event-log.js';
import type { EventLogs } from '../events/event-logs.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { SealedIds } from '../sealed-id.js';
import { OperatorEventType, toOperatorEvent } from '../types/event.type.js';

/** New events of a log. type-graphql takes `subscribe` in a decorator, so its source is passed by closure. */
export function createLogStreamResolver(logs: EventLogs, ids: SealedIds): ClassType<object> {
  const subscribe = async ({ args }: SubscribeResolverData<unknown, { viewer: string }>) => {
    const viewerId = await logs.viewerOf(args.viewer);
    if (viewerId === null) throw notFound('viewer');
    return await logs.follow(viewerId);
  };
  @Resolver()
  class LogStreamResolver {
    @Subscription(() => OperatorEventType, {
      description:
        'The new events of a viewer’s log, oldest first, whichever instance has committed them. An id that ' +
        'is not in this ledger gives NOT_FOUND.',
      subscribe,
    })
    eventAppended(
      @Root() event: EventOutline,
      @Arg('viewer', () => ID, { description: 'The opaque id of a viewer.' }) _viewer: string,
      @Ctx() { operator }: OperatorContext,
    ): OperatorEventType {
      return toOperatorEvent(event, masksOf(operator), ids);
    }
  }
  return LogStreamResolver;
}
