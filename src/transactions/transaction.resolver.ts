import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { TransactionStatus } from '../gateway/facts.js';
import type { Context } from '../graphql/context.js';
import { type Connection, type PageArgs, pageArgs } from '../graphql/connection.js';
import { TransactionStatusEnum } from '../graphql/enums.js';
import { failure } from '../graphql/failure.js';
import {
  AuthTokenInvalidType,
  GatewayNotUnderstoodType,
  GatewayRefusedType,
  GatewayUnavailableType,
} from '../graphql/failure.type.js';
import { describeCount, describeList, type ListArgs, listArgs, sliceOf } from '../graphql/list-page.js';
import { typeNameOf } from '../graphql/type-name.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { requireViewer } from '../viewer/viewer.js';
import type { TransactionCreator } from './create-transaction.js';
import { CreateTransactionResult } from './create-transaction.result.js';
import type { TransactionRefresher } from './refresh-transaction.js';
import type { OutcomeReporter } from './reports/report-outcome.js';
import { CreateTransactionInput, ReportTransactionOutcomeInput } from './transaction.input.js';
import {
  TimelineEntryType,
  toTimelineView,
  toTransactionView,
  TransactionConnection,
  TransactionFailureType,
  TransactionType,
  type TransactionView,
} from './transaction.type.js';
import type { TransactionsService } from './transactions.service.js';

const TransactionsPageArgs = pageArgs('Query.transactions');
const TimelineArgs = listArgs('Transaction.timeline');

const ReportTransactionOutcomeResult = createUnionType({
  name: 'ReportTransactionOutcomeResult',
  description:
    'The updated transaction. `AuthTokenInvalid` is never returned: see `Transaction.linkFailure`. ' +
    'It stays for documents that name it.',
  types: () => [TransactionType, AuthTokenInvalidType] as const,
  resolveType: typeNameOf,
});

const RefreshTransactionResult = createUnionType({
  name: 'RefreshTransactionResult',
  description: 'The transaction as Gateway has it now, or why it could not be read.',
  types: () =>
    [TransactionType, GatewayUnavailableType, GatewayRefusedType, GatewayNotUnderstoodType] as const,
  resolveType: typeNameOf,
});

@Resolver(() => TransactionType)
export class TransactionResolver {
  constructor(
    private readonly transactions: TransactionsService,
    private readonly creator: TransactionCreator,
    private readonly reporter: OutcomeReporter,
    private readonly refresher: TransactionRefresher,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Query(() => TransactionType, {
    nullable: true,
    description: 'One of the viewer’s transactions, by its global id or Gateway’s id.',
  })
  async transaction(
    @Arg('id', () => ID, { description: 'Global id, or Gateway’s id (`TRX_…`).' }) id: string,
    @Ctx() context: Context,
  ): Promise<TransactionView | null> {
    const snapshot = await this.transactions.find(requireViewer(context), id, context.loaders);
    return snapshot === null ? null : this.#view(snapshot, context);
  }

  @Query(() => TransactionConnection, {
    name: 'transactions',
    nullable: true,
    description: 'The viewer’s transactions, newest first.',
  })
  async list(
    @Args(() => TransactionsPageArgs) page: PageArgs,
    @Arg('status', () => [TransactionStatusEnum], {
      nullable: true,
      description: 'Return only those with one of these statuses.',
    })
    status: TransactionStatus[] | null,
    @Ctx() context: Context,
  ): Promise<Connection<TransactionView | null>> {
    const found = await this.transactions.list(requireViewer(context), page, status ?? null, context.loaders);
    return {
      ...found,
      edges: found.edges.map(({ cursor, node }) => ({ cursor, node: node && this.#view(node, context) })),
    };
  }

  @Mutation(() => CreateTransactionResult, {
    nullable: true,
    description:
      'Creates a transaction at Gateway, exactly once per idempotency key. ' +
      'Pass its `gatewayTransactionId` to the SDK.',
  })
  async createTransaction(
    @Arg('input', () => CreateTransactionInput, { description: 'What to create it for.' })
    input: CreateTransactionInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.creator.create(requireViewer(context), input);
    if (!('refused' in outcome)) return this.#view(outcome.transaction, context);
    const refusal = failure(outcome.refused, outcome);
    return 'duplicateOf' in outcome
      ? { ...refusal, transaction: this.#view(outcome.duplicateOf, context) }
      : refusal;
  }

  @Mutation(() => ReportTransactionOutcomeResult, {
    nullable: true,
    description:
      'Reports the result of the Gateway SDK and triggers a read. Until then, an error is shown as REPORTED.',
  })
  async reportTransactionOutcome(
    @Arg('input', () => ReportTransactionOutcomeInput, { description: 'The SDK’s result.' })
    input: ReportTransactionOutcomeInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const { transaction, linkFailure } = await this.reporter.report(requireViewer(context), input);
    const view = this.#view(transaction, context);
    return linkFailure === null ? view : { ...view, linkFailure: failure(linkFailure.refused, linkFailure) };
  }

  @Mutation(() => RefreshTransactionResult, {
    nullable: true,
    description:
      'Reads a transaction and its orders from Gateway now. ' +
      'It need not be called: Dwar also reads on its own plan, and pushes every change. ' +
      'An id that does not belong to the viewer gives NOT_FOUND.',
  })
  async refreshTransaction(
    @Arg('id', () => ID, { description: 'Global id, or Gateway’s id (`TRX_…`).' }) id: string,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.refresher.refresh(requireViewer(context), id, context.signal);
    return 'refused' in outcome
      ? failure(outcome.refused, outcome)
      : this.#view(outcome.transaction, context);
  }

  @FieldResolver(() => TransactionFailureType, { nullable: true })
  async error(
    @Root() transaction: TransactionView,
    @Ctx() context: Context,
  ): Promise<TransactionFailureType | null> {
    const { error } = transaction;
    if (error?.isRetryable !== true) return error;
    const hasOrder = await this.transactions.hasOrder(transaction.gatewayTransactionId, context.loaders);
    return { ...error, isRetryable: !hasOrder };
  }

  @FieldResolver(() => [TimelineEntryType], {
    description: describeList(
      'Transaction.timeline',
      'Changes and contradictions, oldest first; at most 250 are kept.',
    ),
  })
  async timeline(
    @Root() transaction: TransactionView,
    @Args(() => TimelineArgs) page: ListArgs,
    @Ctx() { loaders }: Context,
  ): Promise<TimelineEntryType[]> {
    const slice = sliceOf('Transaction.timeline', page);
    return toTimelineView(await this.transactions.timeline(transaction.gatewayTransactionId, slice, loaders));
  }

  @FieldResolver(() => Int, { description: describeCount('Transaction.timeline') })
  timelineCount(@Root() transaction: TransactionView, @Ctx() { loaders }: Context): Promise<number> {
    return this.transactions.countTimeline(transaction.gatewayTransactionId, loaders);
  }

  #view(snapshot: Revised<TransactionSnapshot>, { reuse }: Context): TransactionView {
    return toTransactionView(snapshot, this.upstreamNow(), reuse);
  }
}
