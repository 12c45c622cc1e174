import type { Lives, SharedRead, SharedReads } from '../cache/shared-reads.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { SubscriptionFact } from '../gateway/catalogue/decode-subscriptions.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import type { Context } from '../graphql/context.js';
import type { Ledger } from '../ledger/ledger.js';
import { findAccount } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import { asAppError } from './gateway-failure.js';

/** What belongs to one account is not shown when it is older. */
const LIVES: Lives = { wholeMs: 60_000, partialMs: 30_000, staleMs: 60_000 };

const KIND = 'subscriptions';

/** Whether what is kept under this key of {@link SharedReads} belongs to one viewer. */
export const isOfViewer = (key: string): boolean => key.startsWith(`["${KIND}",`);

type Subscriptions = SharedRead<readonly SubscriptionFact[]>;

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly sharedReads: SharedReads;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
}

/** Reads the subscriptions of broker accounts, each for the viewer to whom it is linked (guarantee G10). */
export class SubscriptionsService {
  constructor(private readonly deps: Collaborators) {}

  /**
   * The subscriptions of an account (null: the current one). Null for an account that is not the viewer's,
   * and if there is none. Throws GATEWAY_UNAVAILABLE, GATEWAY_REFUSED or GATEWAY_NOT_UNDERSTOOD.
   */
  async find(
    viewer: Viewer,
    brokerAccountId: string | null,
    { reuse, signal }: Context,
  ): Promise<Subscriptions | null> {
    const { ledger, sharedReads, upstreamNow } = this.deps;
    // Before the account is read. It changes with every commit that the viewer can notice, so an answer from
    // before a SUBSCRIPTION transaction settled is not found any more, on no instance.
    const revision = `${ledger.epoch} ${await ledger.revisions.of(viewer.id)}`;
    const account = await findAccount(ledger.db, viewer, brokerAccountId);
    if (account === null) return null;
    const key = JSON.stringify([KIND, viewer.id, account.authId, revision]);
    try {
      const read = await sharedReads.read(
        key,
        LIVES,
        (aborted) => this.#fetch(account.authId, aborted),
        signal,
      );
      reuse?.changesAt(read.until, upstreamNow());
      return read;
    } catch (error) {
      throw asAppError(error, signal);
    }
  }

  async #fetch(authId: string, signal: AbortSignal) {
    const { tokens, gateway } = this.deps;
    const { token } = await tokens.mintConnected(authId, OWN_TOKEN_TTL_SECONDS);
    const { fact, isWhole } = await gateway.subscriptions(token, signal);
    return { value: fact, isWhole };
  }
}
