import DataLoader from 'dataloader';
import { AppError, notFound } from '../core/errors.js';
import { SingleFlight } from '../core/single-flight.js';
import type { Moment } from '../core/time/clock.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { RequestLoaders } from '../graphql/context.js';
import type { Refusal } from '../graphql/failure.js';
import { gatewayRefusal } from '../graphql/gateway-refusal.js';
import type { StoredBrokerAccount } from '../ledger/broker-accounts.js';
import { findInvestments } from '../ledger/investments.js';
import type { Ledger } from '../ledger/ledger.js';
import type { InvestmentsSnapshot } from '../ledger/snapshots.js';
import { findAccount, ownAccount } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import { applyInvestments, type InvestmentsRead } from './investments.writer.js';

/** What is known of an account's investments, and whose they are. */
export interface KnownInvestments {
  readonly account: StoredBrokerAccount;
  readonly known: InvestmentsSnapshot;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly moment: () => Moment;
}

/**
 * Reads and refreshes investments. They are shown only to the viewer the account is linked to (guarantee
 * G10).
 */
export class InvestmentsService {
  /** Equal refreshes of one viewer share one read. */
  readonly #reads = new SingleFlight<InvestmentsRead>();

  constructor(private readonly deps: Collaborators) {}

  /**
   * The investments of an account (null: the current one) as they were read last. Null before the first read,
   * and for an account not the viewer's.
   */
  async find(
    viewer: Viewer,
    brokerAccountId: string | null,
    loaders: RequestLoaders,
  ): Promise<KnownInvestments | null> {
    const account = await findAccount(this.deps.ledger.db, viewer, brokerAccountId);
    if (account === null) return null;
    const known = await loaders.of(this.#snapshots).load(account.authId);
    return known === null ? null : { account, known };
  }

  /**
   * Reads an account's investments at Gateway now, until `signal` aborts. Throws NOT_FOUND,
   * BROKER_ACCOUNT_REQUIRED.
   */
  async refresh(
    viewer: Viewer,
    brokerAccountId: string | null,
    signal?: AbortSignal,
  ): Promise<KnownInvestments | Refusal> {
    const { ledger, moment } = this.deps;
    const account = await ownAccount(ledger.db, viewer, brokerAccountId);
    if (account === null) throw new AppError('BROKER_ACCOUNT_REQUIRED', 'Link a broker account first.');
    try {
      const key = JSON.stringify([viewer.id, account.authId]);
      const read = await this.#reads.run(key, (aborted) => this.readAt(account.authId, aborted), signal);
      const known = await ledger.write((unit) => applyInvestments(unit, viewer.id, read, moment().now), {
        scope: { viewers: [viewer.id] },
      });
      if (known === null) throw notFound('broker account');
      return { account, known };
    } catch (error) {
      if (signal?.aborted === true) return { refused: 'GATEWAY_UNAVAILABLE' };
      if (!(error instanceof GatewayError)) throw error;
      return gatewayRefusal(error);
    }
  }

  /**
   * An authenticated read of an account's investments. The caller has made sure whose account it is. Throws
   * `GatewayError`; Gateway need not know exited ones (protocol section 25).
   */
  async readAt(authId: string, signal?: AbortSignal): Promise<InvestmentsRead> {
    const { gateway, tokens } = this.deps;
    const { token } = await tokens.mintConnected(authId, OWN_TOKEN_TTL_SECONDS);
    const found = await gateway.investments(token, signal);
    const exited = await gateway.exitedInvestments(token, signal).catch((error: unknown) => {
      if (!(error instanceof GatewayError) || !['rejected', 'malformed'].includes(error.kind)) throw error;
      return null;
    });
    return { authId, ...found, exited };
  }

  // Not cached within the request: a subscription is one long request, and each event must see the present.
  readonly #snapshots = () =>
    new DataLoader<string, InvestmentsSnapshot | null>(
      async (authIds) => {
        const found = new Map<string, InvestmentsSnapshot | null>();
        for (const authId of new Set(authIds))
          found.set(authId, await findInvestments(this.deps.ledger.db, authId));
        return authIds.map((authId) => found.get(authId) ?? null);
      },
      { cache: false },
    );
}
