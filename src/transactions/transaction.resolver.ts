import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { fromGlobalId } from '../core/ids.js';
import type { TransactionStatus } from '../gateway/facts.js';
import type { Context } from '../graphql/context.js';
import { type Connection, PageArgs } from '../graphql/connection.js';
import { TransactionStatusEnum } from '../graphql/enums.js';
import { AuthTokenInvalidType, failure } from '../graphql/failure.type.js';
import { typeNameOf } from '../graphql/type-name.js';
import type { TransactionSnapshot } from '../ledger/transactions.js';
import { requireViewer } from '../viewer/viewer.js';
import type { TransactionCreator } from './create-transaction.js';
import { CreateTransactionResult } from './create-transaction.result.js';
import type { OutcomeReporter } from './report-outcome.js';
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

const ReportTransactionOutcomeResult = createUnionType({
  name: 'ReportTransactionOutcomeResult',
  description: 'The transaction as it is now, or why the report was not taken.',
  types: () => [TransactionType, AuthTokenInvalidType] as const,
  resolveType: typeNameOf,
});

@Resolver(() => TransactionType)
export class TransactionResolver {
  constructor(
    private readonly transactions: TransactionsService,
    private readonly creator: TransactionCreator,
    private readonly reporter: OutcomeReporter,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Query(() => TransactionType, {
    nullable: true,
    description: 'One of the viewer’s transactions, by its global id or Gateway’s id.',
  })
  async transaction(
    @Arg('id', () => ID, { description: 'Global id, or `TRX_…`.' }) id: string,
    @Ctx() context: Context,
  ): Promise<TransactionView | null> {
    const snapshot = await this.transactions.find(requireViewer(context), id);
    return snapshot === null ? null : this.#view(snapshot);
  }

  @Query(() => TransactionConnection, {
    name: 'transactions',
    nullable: true,
    description: 'The viewer’s transactions, newest first.',
  })
  async list(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => [TransactionStatusEnum], {
      nullable: true,
      description: 'Only those with one of these statuses.',
    })
    status: TransactionStatus[] | null,
    @Ctx() context: Context,
  ): Promise<Connection<TransactionView | null>> {
    const found = await this.transactions.list(requireViewer(context), page, status ?? null);
    return {
      ...found,
      edges: found.edges.map(({ cursor, node }) => ({ cursor, node: node && this.#view(node) })),
    };
  }

  @Mutation(() => CreateTransactionResult, {
    nullable: true,
    description:
      'Creates a transaction at Gateway, exactly once for each idempotency key. Hand its `gatewayTransactionId` to the SDK.',
  })
  async createTransaction(
    @Arg('input', () => CreateTransactionInput, { description: 'What it is wanted for.' })
    input: CreateTransactionInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.creator.create(requireViewer(context), input);
    if ('failure' in outcome) return outcome.failure;
    if ('transaction' in outcome) return this.#view(outcome.transaction);
    return {
      ...failure('PossibleDuplicate', 'POSSIBLE_DUPLICATE', false),
      transaction: this.#view(outcome.duplicateOf),
    };
  }

  @Mutation(() => ReportTransactionOutcomeResult, {
    nullable: true,
    description:
      'Tells what the Gateway SDK answered. An error is shown as REPORTED until a read, which this starts.',
  })
  async reportTransactionOutcome(
    @Arg('input', () => ReportTransactionOutcomeInput, { description: 'The SDK’s answer.' })
    input: ReportTransactionOutcomeInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const snapshot = await this.reporter.report(requireViewer(context), input);
    return snapshot === null
      ? failure('AuthTokenInvalid', 'AUTH_TOKEN_INVALID', false)
      : this.#view(snapshot);
  }

  @FieldResolver(() => TransactionFailureType, { nullable: true })
  async error(
    @Root() transaction: TransactionView,
    @Ctx() context: Context,
  ): Promise<TransactionFailureType | null> {
    const { error } = transaction;
    if (error?.isRetryable !== true) return error;
    const key = fromGlobalId(transaction.id)?.key ?? '';
    return { ...error, isRetryable: !(await this.transactions.hasOrder(key, context.loaders)) };
  }

  @FieldResolver(() => [TimelineEntryType], {
    description: 'What moved it when, oldest first; up to 250 entries.',
  })
  async timeline(
    @Root() transaction: TransactionView,
    @Ctx() context: Context,
  ): Promise<TimelineEntryType[]> {
    const key = fromGlobalId(transaction.id)?.key ?? '';
    return toTimelineView(await this.transactions.timeline(key, context.loaders));
  }

  #view(snapshot: TransactionSnapshot): TransactionView {
    return toTransactionView(snapshot, this.upstreamNow());
  }
}
