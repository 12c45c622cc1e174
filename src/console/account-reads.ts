import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import { type StoredBrokerAccount, findBrokerAccount } from '../ledger/broker-accounts.js';
import type { StoredHoldings } from '../ledger/holdings.js';
import { mutualFundImportsOf } from '../ledger/mutual-funds/imports.js';
import { type AccountClaim, claimsOfAccounts } from '../ledger/operator/account-claims.js';
import {
  type AccountPlace,
  type AccountProof,
  type AccountsFilter,
  type KnownPart,
  listAllAccounts,
  type ListedAccount,
  listedAccounts,
  proofsOfAccount,
} from '../ledger/operator/accounts.js';
import {
  type EarlierHoldings,
  holdingsOfAccounts,
  investmentsOfAccounts,
  readEarlierHoldings,
} from '../ledger/operator/holdings.js';
import { countPendingActionsOf } from '../ledger/pending-actions.js';
import type { InvestmentsSnapshot, MutualFundImportSnapshot } from '../ledger/snapshots.js';
import type { StoredTransaction } from '../ledger/transactions.js';
import { changesBetween, type HoldingChange } from './holdings/holdings-changes.js';
import { CLAIMS, EARLIER_HOLDINGS } from './list-bounds.js';
import type { OperatorContext } from './operator.js';
import { type PageArgs, toOperatorPage, wantedPage } from './operator-pages.js';
import type { SealedIds } from './sealed-id.js';
import type { OperatorServices } from './services.js';
import type { NamedAccount } from './types/accounts/account-parts.js';
import type { OperatorPage } from './types/page.type.js';

/** Investments with when they are read again, by Gateway’s clock; null if that is not planned. */
interface PlannedInvestments {
  readonly snapshot: InvestmentsSnapshot;
  readonly readAt: number | null;
}

/** What is read together for the objects of one answer. They remember nothing: a stream lasts for hours. */
interface Loaders {
  readonly accounts: DataLoader<string, ListedAccount | null>;
  readonly holdings: DataLoader<string, StoredHoldings | null>;
  readonly investments: DataLoader<string, PlannedInvestments | null>;
  readonly claims: DataLoader<string, readonly AccountClaim[]>;
  readonly imports: DataLoader<StoredTransaction, MutualFundImportSnapshot | null>;
}

/** A snapshot that the log keeps, with how it differs from the one before; null if that is not kept. */
export interface ComparedHoldings {
  readonly earlier: EarlierHoldings;
  readonly changes: readonly HoldingChange[] | null;
}

/** What the operator schema reads of accounts and of what they hold, over all viewers. */
export class AccountReads {
  readonly #loaders = new WeakMap<OperatorContext, Loaders>();

  constructor(
    private readonly services: Pick<OperatorServices, 'ledger'>,
    readonly ids: SealedIds,
  ) {}

  /**
   * A page of accounts, or of those of which this part is known; null filters nothing out, and an id of no
   * account selects none. Throws BAD_USER_INPUT.
   */
  async accounts(
    part: KnownPart | null,
    filter: AccountsFilter,
    args: PageArgs,
  ): Promise<OperatorPage<NamedAccount<ListedAccount>>> {
    const list = part ?? 'accounts';
    const wanted = wantedPage<AccountPlace>(this.ids, list, args);
    const found = await listAllAccounts(this.services.ledger.db, part, filter, wanted);
    const { nodes, pageInfo } = toOperatorPage(this.ids, list, found);
    return { nodes: nodes.map((account) => this.#named(account)), pageInfo };
  }

  /** Gateway’s id of the account that an id stands for, linked or not; null for what is no id of one. */
  authIdOf(id: string): string | null {
    return this.ids.open('account', id)?.split(' ')[0] ?? null;
  }

  /** The account of an id; null if it is not linked, or is linked to another viewer by now. */
  async account(context: OperatorContext, id: string): Promise<NamedAccount<ListedAccount> | null> {
    const authId = this.authIdOf(id);
    const found = authId === null ? null : await this.#loadersOf(context).accounts.load(authId);
    const named = found === null ? null : this.#named(found);
    return named?.id === id ? named : null;
  }

  /** The account with this id of Gateway; null if it is not linked. */
  async accountOf(authId: string): Promise<NamedAccount | null> {
    const found = await findBrokerAccount(this.services.ledger.db, authId);
    return found === null ? null : this.#named(found);
  }

  /** The holdings of an account; null before the first import. */
  async holdings(context: OperatorContext, authId: string): Promise<StoredHoldings | null> {
    return await this.#loadersOf(context).holdings.load(authId);
  }

  /** The investments of an account; null before the first read. */
  async investments(context: OperatorContext, authId: string): Promise<PlannedInvestments | null> {
    return await this.#loadersOf(context).investments.load(authId);
  }

  /** What several accounts hold, each as `pick` makes it: the snapshots are not kept. */
  async holdingsOf<Kept>(
    named: readonly NamedAccount[],
    pick: (key: NamedAccount, stored: StoredHoldings) => Kept,
  ): Promise<readonly Kept[]> {
    const byId = keysOf(named);
    const found = await holdingsOfAccounts(this.services.ledger.db, [...byId.keys()], (stored) =>
      pick(byId.get(stored.snapshot.authId) as NamedAccount, stored),
    );
    return inOrder(byId, found);
  }

  /** As {@link holdingsOf}, for investments. */
  async investmentsOf<Kept>(
    named: readonly NamedAccount[],
    pick: (key: NamedAccount, planned: PlannedInvestments) => Kept,
  ): Promise<readonly Kept[]> {
    const byId = keysOf(named);
    const found = await investmentsOfAccounts(this.services.ledger.db, [...byId.keys()], (snapshot, readAt) =>
      pick(byId.get(snapshot.authId) as NamedAccount, { snapshot, readAt }),
    );
    return inOrder(byId, found);
  }

  /** The transactions by which an account was linked, newest first. */
  async proofs(account: StoredBrokerAccount): Promise<readonly AccountProof[]> {
    return await proofsOfAccount(this.services.ledger.db, account);
  }

  /** The viewers who proved control of an account that another viewer has, at most 20, newest first. */
  async claims(context: OperatorContext, authId: string): Promise<readonly AccountClaim[]> {
    const claims = await this.#loadersOf(context).claims.load(authId);
    return [...claims].sort((one, other) => other.claimedAt - one.claimedAt);
  }

  /** How many actions wait for the user of an account. */
  async pendingActions(authId: string): Promise<number> {
    return await countPendingActionsOf(this.services.ledger.db, authId);
  }

  /** The snapshots of an account that the log keeps, newest first, each compared with the one before. */
  async earlierHoldings(account: StoredBrokerAccount): Promise<readonly ComparedHoldings[]> {
    const compared: ComparedHoldings[] = [];
    let newer: EarlierHoldings | null = null;
    // One more than is shown, to compare the last of them with.
    await readEarlierHoldings(this.services.ledger.db, account, EARLIER_HOLDINGS + 1, (earlier) => {
      if (newer !== null) {
        const changes = changesBetween(earlier.snapshot.securities, newer.snapshot.securities);
        compared.push({ earlier: newer, changes });
      }
      newer = earlier;
    });
    const last = newer as EarlierHoldings | null;
    if (last !== null && compared.length < EARLIER_HOLDINGS) compared.push({ earlier: last, changes: null });
    return compared;
  }

  /** What a transaction has imported; null if it imports no mutual funds. */
  async importOf(
    context: OperatorContext,
    transaction: StoredTransaction,
  ): Promise<MutualFundImportSnapshot | null> {
    if (transaction.snapshot.intent !== 'MF_HOLDINGS_IMPORT') return null;
    return await this.#loadersOf(context).imports.load(transaction);
  }

  /** The id changes when another viewer links the account: it names the link of one viewer. */
  #named<Account extends StoredBrokerAccount>(account: Account): NamedAccount<Account> {
    const viewer = createHash('sha256').update(account.viewerId).digest('base64url').slice(0, 22);
    return { id: this.ids.seal('account', `${account.authId} ${viewer}`), account };
  }

  #loadersOf(context: OperatorContext): Loaders {
    const known = this.#loaders.get(context);
    if (known !== undefined) return known;
    const { db } = this.services.ledger;
    const loaders: Loaders = {
      accounts: byId(async (ids) => mapOf(await listedAccounts(db, ids))),
      holdings: byId((ids) => holdingsOfAccounts(db, ids, (stored) => stored)),
      investments: byId((ids) =>
        investmentsOfAccounts(db, ids, (snapshot, readAt) => ({ snapshot, readAt })),
      ),
      claims: new DataLoader(
        async (ids) => {
          const found = await claimsOfAccounts(db, [...new Set(ids)], CLAIMS);
          return ids.map((id) => found.filter(({ authId }) => authId === id));
        },
        { cache: false },
      ),
      imports: new DataLoader(
        async (transactions) => {
          const found = await mutualFundImportsOf(db, transactions);
          return transactions.map(({ snapshot }) => found.get(snapshot.transactionId) ?? null);
        },
        { cache: false },
      ),
    };
    this.#loaders.set(context, loaders);
    return loaders;
  }
}

function byId<Value>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  return new DataLoader(
    async (ids) => {
      const found = await read([...new Set(ids)]);
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );
}

function mapOf(accounts: readonly ListedAccount[]): ReadonlyMap<string, ListedAccount> {
  return new Map(accounts.map((account) => [account.authId, account]));
}

function keysOf(named: readonly NamedAccount[]): ReadonlyMap<string, NamedAccount> {
  return new Map(named.map((each) => [each.account.authId, each]));
}

function inOrder<Kept>(keys: ReadonlyMap<string, unknown>, kept: ReadonlyMap<string, Kept>): Kept[] {
  return [...keys.keys()].flatMap((authId) => {
    const one = kept.get(authId);
    return one === undefined ? [] : [one];
  });
}
