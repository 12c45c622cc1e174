import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { describeCount, describeList, type ListArgs, listArgs, sliceOf } from '../graphql/list-page.js';
import { requireViewer } from '../viewer/viewer.js';
import type { HoldingsService } from './holdings.service.js';
import { PendingActionType, type PendingActionView, toPendingActionView } from './pending-action.type.js';

const PendingActionsArgs = listArgs('Query.pendingActions');
const includeEnded = {
  nullable: true,
  defaultValue: false,
  description: 'Whether to include those that have ended, as long as they are kept.',
} as const;

/** What invested smallcases require from the user. */
@Resolver()
export class PendingActionResolver {
  constructor(private readonly service: HoldingsService) {}

  @Query(() => [PendingActionType], {
    nullable: true,
    description: describeList(
      'Query.pendingActions',
      'Actions that invested smallcases require from the user, newest first.',
    ),
  })
  async pendingActions(
    @Args(() => PendingActionsArgs) page: ListArgs,
    @Arg('includeEnded', () => Boolean, includeEnded) withEnded: boolean | null,
    @Ctx() context: Context,
  ): Promise<PendingActionView[]> {
    const viewer = requireViewer(context);
    const slice = sliceOf('Query.pendingActions', page);
    return (await this.service.pendingActions(viewer, slice, withEnded ?? false)).map(toPendingActionView);
  }

  @Query(() => Int, { nullable: true, description: describeCount('Query.pendingActions') })
  pendingActionsCount(
    @Arg('includeEnded', () => Boolean, includeEnded) withEnded: boolean | null,
    @Ctx() context: Context,
  ): Promise<number> {
    return this.service.countPendingActions(requireViewer(context), withEnded ?? false);
  }

  @Mutation(() => PendingActionType, {
    nullable: true,
    description:
      'Dismisses an action that the user does not want to be asked for again; ' +
      'one that has ended stays as it is. ' +
      'An id that does not belong to the viewer gives NOT_FOUND.',
  })
  async dismissPendingAction(
    @Arg('id', () => ID, { description: 'The action, by its global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<PendingActionView> {
    return toPendingActionView(await this.service.dismissPendingAction(requireViewer(context), id));
  }
}
