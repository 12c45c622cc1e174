import DataLoader from 'dataloader';
import type { Moment } from '../core/time/clock.js';
import { AppError, notFound } from '../core/errors.js';
import { SingleFlight } from '../core/single-flight.js';
import type { HoldingsFact } from '../gateway/facts.js';
import { type Cache, readThrough } from '../cache/cache.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { RequestLoaders } from '../graphql/context.js';
import type { Refusal } from '../graphql/failure.js';
import { gatewayRefusal } from '../graphql/gateway-refusal.js';
import { createSnapshotLoader } from '../graphql/list-loader.js';
import { findHoldingsVersion, findStoredHoldings } from '../ledger/holdings.js';
import { countMutualFundImports, mutualFundsOfViewer } from '../ledger/mutual-funds/imports.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { HoldingsSnapshot, MutualFundImport } from '../ledger/snapshots.js';
import type { Ledger } from '../ledger/ledger.js';
import { countPendingActions, findPendingAction, pendingActionsOfViewer } from '../ledger/pending-actions.js';
import type { PendingActionSnapshot } from '../ledger/snapshots.js';
import type { Slice } from '../ledger/slice.js';
import type { VersionedKey } from '../ledger/versions.js';
import { findAccount, ownAccount, ownPendingAction } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import { type HoldingsView, toHoldingsView } from './holdings.view.js';
import { applyHoldings } from './holdings.writer.js';
import { dismissAction } from './pending-actions.writer.js';

/** The holdings after a refresh, or why they could not be read. */
type RefreshOutcome = { readonly holdings: HoldingsView } | Refusal;

interface Collaborators {
  readonly ledger: Ledger;
  readonly cache: Cache;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly moment: () => Moment;
}

/**
 * Reads and refreshes holdings. They are shown only to the viewer the account is linked to (guarantee G10).
 */
export class HoldingsService {
  /** Equal refreshes of one viewer share one read. */
  readonly #reads = new SingleFlight<HoldingsFact>();

  constructor(private readonly deps: Collaborators) {}

  /**
   * Holdings of an account (null: the current one). Null before the first import, and for an account not the
   * viewer's.
   */
  async find(
    viewer: Viewer,
    brokerAccountId: string | null,
    loaders: RequestLoaders,
  ): Promise<HoldingsView | null> {
    const account = await findAccount(this.deps.ledger.db, viewer, brokerAccountId);
    if (account === null && brokerAccountId !== null) return null;
    const holdings = account === null ? null : await this.#load(account.authId, loaders);
    return toHoldingsView(holdings, await loaders.of(this.#imports).load(viewer.id), account);
  }

  /**
   * Reads an account's holdings at Gateway now, until `signal` aborts. Throws NOT_FOUND,
   * BROKER_ACCOUNT_REQUIRED.
   */
  async refresh(
    viewer: Viewer,
    brokerAccountId: string | null,
    signal?: AbortSignal,
  ): Promise<RefreshOutcome> {
    const { ledger, moment } = this.deps;
    const account = await ownAccount(ledger.db, viewer, brokerAccountId);
    if (account === null) throw await this.#accountRequired(viewer);
    try {
      const key = JSON.stringify([viewer.id, account.authId]);
      const fact = await this.#reads.run(key, (aborted) => this.readAt(account.authId, aborted), signal);
      const source = { provenance: 'CONFIRMED', ...moment() } as const;
      const known = await ledger.write((unit) => applyHoldings(unit, viewer.id, fact, source), {
        scope: { viewers: [viewer.id] },
      });
      if (known === null) throw notFound('broker account');
      const imported = await mutualFundsOfViewer(ledger.db, viewer.id);
      return { holdings: toHoldingsView(known.holdings, imported, account) as HoldingsView };
    } catch (error) {
      if (signal?.aborted === true) return { refused: 'GATEWAY_UNAVAILABLE' };
      if (!(error instanceof GatewayError)) throw error;
      return error.status === 404 ? { refused: 'HOLDINGS_NOT_IMPORTED' } : gatewayRefusal(error);
    }
  }

  /**
   * An authenticated read of an account's holdings. The caller has made sure whose account it is. Throws
   * `GatewayError`.
   */
  async readAt(authId: string, signal?: AbortSignal): Promise<HoldingsFact> {
    const { token } = await this.deps.tokens.mintConnected(authId, OWN_TOKEN_TTL_SECONDS);
    return await this.deps.gateway.holdings(token, { version: 'v2', includeMutualFunds: true }, signal);
  }

  /** A part of the actions at the viewer's accounts, the newest first: those that wait, or all. */
  pendingActions(viewer: Viewer, slice: Slice, withEnded: boolean): Promise<PendingActionSnapshot[]> {
    return pendingActionsOfViewer(this.deps.ledger.db, viewer.id, slice, withEnded);
  }

  /** How many actions there are at the viewer's accounts: those that wait, or all. */
  countPendingActions(viewer: Viewer, withEnded: boolean): Promise<number> {
    return countPendingActions(this.deps.ledger.db, viewer.id, withEnded);
  }

  /** Puts an action away, once. Returns it as it is now. Throws NOT_FOUND. */
  async dismissPendingAction(viewer: Viewer, argument: string): Promise<PendingActionSnapshot> {
    const { ledger, moment } = this.deps;
    return await ledger.write(
      async (unit) => {
        const action = await ownPendingAction(unit.db, viewer, argument);
        return await dismissAction(unit, viewer.id, action, moment().now);
      },
      { scope: { viewers: [viewer.id] } },
    );
  }

  /** One pending action of the viewer's accounts. */
  pendingAction(viewer: Viewer, actionId: string): Promise<PendingActionSnapshot | null> {
    return findPendingAction(this.deps.ledger.db, viewer.id, actionId);
  }

  /** Mutual funds that were imported by PAN cannot be read again. */
  async #accountRequired({ id }: Viewer): Promise<AppError> {
    const hasImports = (await countMutualFundImports(this.deps.ledger.db, id)) > 0;
    const message = hasImports
      ? 'There is no broker account to refresh. For newer mutual funds, create another ' +
        'MF_HOLDINGS_IMPORT transaction.'
      : 'Link a broker account first.';
    return new AppError('BROKER_ACCOUNT_REQUIRED', message);
  }

  async #load(authId: string, loaders: RequestLoaders): Promise<Revised<HoldingsSnapshot> | null> {
    const version = await findHoldingsVersion(this.deps.ledger.db, authId);
    return version === null ? null : await loaders.of(this.#snapshots).load(version);
  }

  // One of them may be hundreds of kilobytes of JSON: it is parsed once, however many aliases ask for it.
  readonly #snapshots = () =>
    createSnapshotLoader<Revised<HoldingsSnapshot>>(async (versions) => {
      const found: (Revised<HoldingsSnapshot> | null)[] = [];
      for (const version of versions) found.push(await this.#read(version));
      return found;
    });

  readonly #imports = () =>
    new DataLoader<string, Revised<MutualFundImport> | null>(
      async (viewerIds) => {
        const [viewerId = ''] = viewerIds;
        const imported = await mutualFundsOfViewer(this.deps.ledger.db, viewerId);
        return viewerIds.map(() => imported);
      },
      { cache: false },
    );

  async #read(version: VersionedKey): Promise<Revised<HoldingsSnapshot> | null> {
    const { ledger, cache } = this.deps;
    const [snapshot] = await readThrough<HoldingsSnapshot>(cache, 'holdings', [version], async () => {
      const found = await findStoredHoldings(ledger.db, version.key);
      return found === null ? [] : [{ ...version, revision: found.revision, value: found.snapshot }];
    });
    return snapshot ?? null;
  }
}
