import { WebSocket } from 'ws';
import { createDwarClient, type DwarClient } from '../../packages/client/src/index.js';
import { scdkSdk } from '../../packages/client/src/scdk/index.js';
import type { ScDK, ScDKConstructor } from '../../packages/client/src/scdk/index.js';
import type { TradeClient } from '../../packages/client/src/trade/index.js';
import type { TestApp } from '../support/app.js';
import type { GraphqlClient } from '../support/graphql-client.js';

/** A client of a real gateway whose network can be lost. */
export class CuttableClient implements TradeClient {
  /** Names of the mutations that were sent, in order. */
  readonly sent: string[] = [];
  /** Loses the answer of the next mutation with this name, after the gateway has run it. */
  loseAnswerOf: string | null = null;
  readonly #dwar: DwarClient;
  #isCut = false;
  readonly #drops = new Set<() => void>();

  /** `client` is the same viewer's, for looks into the ledger. */
  constructor(readonly client: GraphqlClient) {
    this.#dwar = createDwarClient({
      url: `${client.url}/graphql`,
      authorization: () => `Bearer ${client.token}`,
      webSocketImpl: WebSocket,
    });
  }

  cut(): void {
    this.#isCut = true;
    for (const drop of [...this.#drops]) drop();
  }

  restore(): void {
    this.#isCut = false;
  }

  close(): Promise<void> {
    return this.#dwar.close();
  }

  query: TradeClient['query'] = async (document, variables) => {
    this.#checkNetwork();
    return await this.#dwar.query(document, variables);
  };

  mutate: TradeClient['mutate'] = async (document, variables) => {
    const name = /mutation (\w+)/.exec(document.toString())?.[1] ?? '';
    this.#checkNetwork();
    this.sent.push(name);
    const data = await this.#dwar.mutate(document, variables);
    if (this.loseAnswerOf !== name) return data;
    this.loseAnswerOf = null;
    throw new Error('the network was lost');
  };

  subscribe: TradeClient['subscribe'] = (document, variables, sink) => {
    if (this.#isCut) {
      queueMicrotask(() => sink.error(new Error('the network is lost')));
      return () => {};
    }
    const unsubscribe = this.#dwar.subscribe(document, variables, sink);
    const drop = () => {
      this.#drops.delete(drop);
      unsubscribe();
      sink.error(new Error('the network was lost'));
    };
    this.#drops.add(drop);
    return () => {
      this.#drops.delete(drop);
      unsubscribe();
    };
  };

  #checkNetwork(): void {
    if (this.#isCut) throw new Error('the network is lost');
  }
}

/** What the user does in the SDK. */
export interface UserPart {
  readonly broker?: string;
  readonly token?: string;
  readonly leave?: 'chooser' | 'before-login' | 'after-login' | 'vanish';
  /** The SDK never answers: its page is reloaded before or after the user has completed the transaction. */
  readonly hang?: 'before' | 'after';
}

const forever = () => new Promise<never>(() => {});

/**
 * Gateway's SDK for browsers as the emulator plays it: `scDK` with the user's part. Lists what was triggered and
 * completed.
 */
export function emulatedSdk(app: TestApp, { hang, ...part }: UserPart = {}) {
  const triggered: string[] = [];
  const completed: string[] = [];
  class Emulated implements ScDK {
    init = async () => undefined;
    brokerLogout = async () => undefined;
    markArchived = async () => undefined;
    async triggerTransaction({ transactionId }: { readonly transactionId: string }) {
      triggered.push(transactionId);
      if (hang === 'before') await forever();
      const answer = await app.emulator.control.complete(transactionId, {
        broker: 'kite',
        token: 'lep-ok',
        ...part,
      });
      completed.push(transactionId);
      if (hang === 'after') await forever();
      if (answer.ok) return answer.result;
      const { code, message, ...data } = answer.error;
      throw Object.assign(new Error(message), { code, data });
    }
  }
  const scDK = Emulated as ScDKConstructor;
  return { sdk: scdkSdk(scDK), scDK, triggered, completed };
}

/** Resolves with the state once it fits. */
export function whenState<State>(
  flow: { readonly state: State; subscribe(listener: () => void): () => void },
  fits: (state: State) => boolean,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      stop();
      reject(new Error(`last state: ${JSON.stringify(flow.state)}`));
    }, WITHIN_MS);
    const look = () => {
      if (!fits(flow.state)) return;
      clearTimeout(giveUp);
      stop();
      resolve(flow.state);
    };
    const stop = flow.subscribe(look);
    look();
  });
}

const WITHIN_MS = 30_000;
