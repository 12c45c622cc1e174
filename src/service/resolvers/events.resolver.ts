import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Field,
  Int,
  Query,
  Resolver,
  Root,
  type SubscribeResolverData,
  Subscription,
} from 'type-graphql';
import type { ServiceEventView } from '../event.view.js';
import { SERVICE_LIST_BOUNDS } from '../list-bounds.js';
import type { ServiceContext } from '../service-context.js';
import type { ServiceEventPage, ServiceLog } from '../service-log.js';
import { ServiceEventInterface, ServiceEventPageType } from '../types/event.type.js';

const { byDefault, most } = SERVICE_LIST_BOUNDS['Query.events'];

/** Pages of the events of all viewers. */
@Resolver()
export class ServiceEventsResolver {
  constructor(private readonly log: Pick<ServiceLog, 'page'>) {}

  @Query(() => ServiceEventPageType, {
    nullable: true,
    description: 'The events of all viewers in the order of their commits, oldest first.',
  })
  events(
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: byDefault,
      description: `Maximum number of events, 1 to ${most}. A page of large events holds fewer.`,
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Return only events after this cursor. If absent: from the first event that is kept.',
    })
    after: string | null,
  ): Promise<ServiceEventPage> {
    return this.log.page(first ?? byDefault, after ?? null);
  }
}

@ArgsType()
class ServiceStreamArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The last cursor you received; the stream resumes after it. If absent, it starts now.',
  })
  after?: string | null;
}

/** The subscription. type-graphql takes `subscribe` in a decorator, so the log is passed by closure. */
export function createServiceStreamResolver(log: Pick<ServiceLog, 'stream'>): ClassType<object> {
  @Resolver()
  class ServiceStreamResolver {
    @Subscription(() => ServiceEventInterface, {
      description: 'The events of all viewers in the order of their commits, as they happen.',
      subscribe: ({ args, context }: SubscribeResolverData<unknown, ServiceStreamArgs, ServiceContext>) =>
        log.stream(context.lastEventId ?? args.after ?? null),
    })
    events(
      @Root() event: ServiceEventView,
      @Args(() => ServiceStreamArgs) _: ServiceStreamArgs,
    ): ServiceEventView {
      return event;
    }
  }
  return ServiceStreamResolver;
}
