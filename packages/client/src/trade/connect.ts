import type { FlowTransactionFragment } from '../generated/graphql.js';
import type { FlowFailure } from './failure.js';
import { FlowDriver } from './flow.js';
import type { FlowKind } from './flow-kind.js';
import type { FlowOptions } from './flow-storage.js';
import type { GatewaySdk } from './gateway-sdk.js';
import { linkAccount, reportOutcome } from './hand-over.js';
import type { FlowState } from './states.js';
import { type Flow, withFlow } from './trade.js';
import type { TradeClient } from './trade-client.js';
import { checkParts } from './wrong-use.js';

/** A broker account that is linked to the viewer. */
export type LinkedAccount = NonNullable<FlowTransactionFragment['brokerAccount']>;

/** The account that was linked; null before. */
export interface ConnectFound {
  readonly brokerAccount: LinkedAccount | null;
}

export type ConnectState = FlowState<ConnectFound>;

export interface Connect extends Flow<ConnectState> {
  /** As `start` of a trade. `brokers` are the keys of the brokers to choose from; default: all. */
  connect(brokers?: readonly string[]): Promise<ConnectState>;
}

const NOT_LINKED: FlowFailure = {
  code: 'BROKER_ACCOUNT_UNPROVEN',
  message: 'the user has logged in, but the account is not linked: its token was lost. Connect again',
  kind: null,
  isRetryable: true,
  retryAfterSeconds: null,
};

/** The flow of {@link createConnect}. */
export const CONNECT: FlowKind<ConnectFound> = {
  name: 'connect',
  purpose: {
    nothing: { brokerAccount: null },
    needsSdkResult: true,
    isDone: ({ transaction, found }) => transaction.status === 'COMPLETED' && found.brokerAccount !== null,
    isPlaced: () => false,
    // The SDK's token is not stored: a reload between the login and the link loses it.
    failureOf: ({ transaction: { status } }) => (status === 'COMPLETED' ? NOT_LINKED : null),
  },
  select: () => ({ account: null, withHoldings: false, withImports: false }),
  find: (_data, { brokerAccount }) => ({ brokerAccount }),
  async handOver(client, transaction, result) {
    const { ok, smallcaseAuthToken: token } = result;
    const failure = ok && token !== null ? await linkAccount(client, token) : null;
    const linkFailure = await reportOutcome(
      client,
      transaction,
      ok ? { ...result, smallcaseAuthToken: null, raw: null } : result,
    );
    return { failure, linkFailure };
  },
};

/**
 * Makes a flow that links a broker account: CONNECT, the SDK, then `linkBrokerAccount` with the SDK's token.
 * It is `done` when a read shows the account linked.
 */
export function createConnect(client: TradeClient, sdk: GatewaySdk, options: FlowOptions = {}): Connect {
  checkParts('createConnect', client, sdk);
  const driver = new FlowDriver(CONNECT, client, sdk, options);
  return withFlow(driver, {
    connect: (brokers?: readonly string[]) => driver.start({ intent: 'CONNECT' }, brokers ?? null),
  });
}
