import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AppError } from '../../core/errors.js';
import { toDate } from '../../graphql/scalars.js';
import type { AccountsFilter } from '../../ledger/operator/accounts.js';
import type { AccountReads } from '../account-reads.js';
import { CLAIMS, PROOFS } from '../list-bounds.js';
import { masksOf } from '../masks.js';
import { type OperatorContext, requireRole } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { OperatorServices } from '../services.js';
import {
  AccountClaimType,
  AccountProofType,
  OperatorAccountConnection,
  OperatorAccountType,
  type OperatorAccountView,
  toOperatorAccount,
} from '../types/accounts/account.type.js';
import { AccountFilterInput } from '../types/filters.input.js';
import { OperatorHoldingsType, toOperatorHoldings } from '../types/accounts/holdings.type.js';
import { OperatorInvestmentsType, toOperatorInvestments } from '../types/accounts/investments.type.js';
import type { OperatorPage } from '../types/page.type.js';
import { toOperatorTransaction } from '../types/transaction.type.js';
import { textOf } from './filter-parts.js';
import { OperatorPageArgs } from './page.args.js';
import { reasonOf } from './reason.js';

/** Linked accounts of all viewers. */
@Resolver(() => OperatorAccountType)
export class OperatorAccountsResolver {
  constructor(
    private readonly reads: AccountReads,
    private readonly others: OperatorReads,
    private readonly services: Pick<OperatorServices, 'unlink'>,
  ) {}

  @Query(() => OperatorAccountConnection, {
    nullable: true,
    description:
      'Linked accounts of all viewers, the one that was linked last first. A page looks at 5,000 of them ' +
      'at most: with a narrow filter it may be short and still have a next one.',
  })
  async accounts(
    @Arg('filter', () => AccountFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: AccountFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorAccountView>> {
    const chosen = toAccountsFilter(filter ?? {}, this.reads);
    const { nodes, pageInfo } = await this.reads.accounts(null, chosen, { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((key) => toOperatorAccount(key, masks)), pageInfo };
  }

  @Query(() => OperatorAccountType, {
    nullable: true,
    description: 'One account, by its `id`. Null if it is not linked, or to another viewer than before.',
  })
  async account(
    @Arg('id', () => ID, { description: 'The `id` of an account.' }) id: string,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorAccountView | null> {
    const key = await this.reads.account(context, id);
    return key === null ? null : toOperatorAccount(key, masksOf(context.operator));
  }

  @Mutation(() => ID, {
    description:
      'Unlinks an account, and returns its id. Its holdings, investments and pending actions are deleted ' +
      'with the events that carried them; its orders and transactions stay with the viewer. Another viewer ' +
      'who proves control of it can link it then. Needs the role `OPERATOR`, and is recorded with its ' +
      'reason. An id of no account that is linked, or that another viewer has linked meanwhile, gives ' +
      'NOT_FOUND.',
  })
  async unlinkAccount(
    @Arg('id', () => ID, { description: 'The `id` of an account.' }) id: string,
    @Arg('reason', () => String, { description: 'Why it is unlinked, 1 to 500 characters.' }) reason: string,
    @Ctx() context: OperatorContext,
  ): Promise<string> {
    requireRole(context.operator, 'OPERATOR');
    const why = reasonOf(reason);
    const key = await this.reads.account(context, id);
    const isGone = key !== null && (await this.services.unlink(context.operator, key.account, why));
    if (!isGone) throw new AppError('NOT_FOUND', 'There is no such linked account in this ledger.');
    return id;
  }

  @FieldResolver(() => [AccountProofType], {
    description: `The transactions by which it was linked, newest first, at most ${PROOFS}.`,
  })
  async proofs(
    @Root() { key }: OperatorAccountView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<AccountProofType[]> {
    const masks = masksOf(operator);
    return (await this.reads.proofs(key.account)).map(({ at, transaction }) => ({
      at: toDate(at),
      transaction: toOperatorTransaction(transaction, masks, this.reads.ids),
    }));
  }

  @FieldResolver(() => [AccountClaimType], {
    description: `Other viewers who proved control of it, newest first, at most ${CLAIMS}.`,
  })
  async claims(
    @Root() { key }: OperatorAccountView,
    @Ctx() context: OperatorContext,
  ): Promise<AccountClaimType[]> {
    const masks = masksOf(context.operator);
    const claims = await this.reads.claims(context, key.account.authId);
    return await Promise.all(
      claims.map(async ({ viewerId, claimedAt, transactionId }) => {
        const found = await this.others.transaction(context, transactionId);
        const transaction = found && toOperatorTransaction(found, masks, this.reads.ids);
        return { viewer: masks.id(viewerId), at: toDate(claimedAt), transaction };
      }),
    );
  }

  @FieldResolver(() => OperatorHoldingsType, {
    nullable: true,
    description: 'What it holds; null before the first import.',
  })
  async holdings(
    @Root() { key }: OperatorAccountView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorHoldingsType | null> {
    const found = await this.reads.holdings(context, key.account.authId);
    return found && toOperatorHoldings(key, found, masksOf(context.operator));
  }

  @FieldResolver(() => OperatorInvestmentsType, {
    nullable: true,
    description: 'The smallcases that it is invested in; null before the first read.',
  })
  async investments(
    @Root() { key }: OperatorAccountView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorInvestmentsType | null> {
    const found = await this.reads.investments(context, key.account.authId);
    return found && toOperatorInvestments(key, found.snapshot, found.readAt, masksOf(context.operator));
  }

  @FieldResolver(() => Int, { description: 'How many actions wait for its user.' })
  async pendingActionsCount(@Root() { key }: OperatorAccountView): Promise<number> {
    return await this.reads.pendingActions(key.account.authId);
  }
}

/** An id of no account selects no account. */
export function toAccountsFilter(filter: AccountFilterInput, reads: AccountReads): AccountsFilter {
  const { account = null } = filter;
  return {
    authId: account === null ? null : (reads.authIdOf(account) ?? ''),
    viewerId: textOf('viewer', filter.viewer),
    broker: textOf('broker', filter.broker),
    symbol: null,
  };
}
