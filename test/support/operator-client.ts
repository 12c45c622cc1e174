import { createSourceEventStream, type ExecutionResult } from 'graphql';
import type { App } from '../../src/app.js';
import { operationLimits } from '../../src/app/runtime.js';
import type { Operator, OperatorRole } from '../../src/console/operator.js';
import { silentLog } from '../../src/core/log.js';
import { systemClock } from '../../src/core/time/clock.js';
import { createAdmission } from '../../src/execution/admission.js';
import { Engine } from '../../src/execution/engine.js';
import { formatErrors } from '../../src/execution/errors.js';
import { createPersistedDocuments } from '../../src/execution/persisted-documents.js';
import { QueryRate } from '../../src/execution/query-rate.js';
import { listOperatorActs, type OperatorAct } from '../../src/ledger/console/operator-log.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { EventQueue } from './graphql-client.js';
import { testConfig } from './test-server.js';

type Json = Record<string, unknown>;

/** An act as the operator log shows it. */
type RecordedAct = Pick<OperatorAct, 'operator' | 'action' | 'subject' | 'reason'>;

/** A console over a gateway in this process, as its operators use it. */
export interface TestConsole {
  /** A client of an operator with these roles; masked unless it is said otherwise. */
  as(roles: readonly OperatorRole[], more?: Partial<Operator>): OperatorClient;
  /** The newest hundred acts of the operator log, oldest first. */
  acts(): Promise<readonly RecordedAct[]>;
}

/** Opens the console of a gateway, and runs its operations by an engine with the default limits. */
export function openTestConsole({ console: opened }: App, ledger: Ledger): TestConsole {
  if (opened === null) throw new Error('start the app with CONSOLE=on');
  const { schema } = opened;
  const config = testConfig();
  const limits = operationLimits(config);
  const unlimited = { take: async () => null };
  const runtime = (operator: Operator) => ({
    schema,
    createContext: ({ requestId }: { readonly requestId: string }) => ({ operator, requestId }),
    limits,
    admission: createAdmission({
      schema,
      limits,
      rates: { authTokens: unlimited, mutations: unlimited, address: unlimited },
    }),
    answerLimits: {
      answerFields: config.GRAPHQL_MAX_ANSWER_FIELDS,
      answerBytes: config.GRAPHQL_MAX_ANSWER_BYTES,
    },
    queryRate: new QueryRate({ pointsPerSecond: 1_000_000, clock: systemClock }),
    queryWaitMs: 10_000,
    persistedDocuments: createPersistedDocuments({
      mode: 'off',
      manifest: new Map(),
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      log: silentLog,
      count: () => {},
    }),
    maxTokens: config.GRAPHQL_MAX_TOKENS,
    introspection: false,
  });
  return {
    async acts() {
      const acts = await listOperatorActs(ledger.db, null, 100);
      return acts
        .map(({ operator, action, subject, reason }) => ({ operator, action, subject, reason }))
        .toReversed();
    },
    as(roles, more = {}) {
      const operator: Operator = {
        name: 'olga',
        roles: new Set(roles),
        isMasked: true,
        isDevelopment: true,
        expiresAt: Number.MAX_SAFE_INTEGER,
        ...more,
      };
      return new OperatorClient(new Engine(runtime(operator)));
    },
  };
}

const CALLER = { viewer: null, requestId: 'console-test', address: '127.0.0.1' };

/** One operator. */
export class OperatorClient {
  constructor(readonly engine: Engine) {}

  /** Runs an operation, and returns its data and the codes of its errors. */
  async run(query: string, variables: Json = {}): Promise<{ data: Json | null; codes: readonly string[] }> {
    const prepared = await this.engine.prepare({ query, variables }, CALLER);
    const result: ExecutionResult = 'errors' in prepared ? prepared : await this.engine.run(prepared.args);
    const errors = formatErrors(result.errors ?? [], { requestId: 'console-test', log: silentLog });
    return {
      data: (result.data as Json | null | undefined) ?? null,
      codes: errors.map(({ extensions }) => String(extensions?.code)),
    };
  }

  /** Runs an operation that must succeed, and returns its data. */
  async ask<Data = Record<string, Json>>(query: string, variables: Json = {}): Promise<Data> {
    const { data, codes } = await this.run(query, variables);
    if (codes.length > 0 || data === null) throw new Error(`${query} gave ${codes.join(', ')}`);
    return data as Data;
  }

  /** Follows a subscription; nothing that comes after this has resolved is missed. */
  async subscribe(query: string): Promise<EventQueue<Json>> {
    const prepared = await this.engine.prepare({ query }, CALLER);
    if ('errors' in prepared) throw new Error(`not valid: ${prepared.errors.join()}`);
    const stream = await createSourceEventStream(prepared.args);
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    const iterator = stream[Symbol.asyncIterator]();
    const queue = new EventQueue<Json>(() => void iterator.return?.());
    const follow = async () => {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        const { result } = await this.engine.push(prepared.args, next.value, 'websocket');
        if (result.errors === undefined) queue.push(result.data as Json);
        else queue.fail(result.errors);
      }
      queue.fail(new Error('the subscription is complete'));
    };
    void follow().catch((error: unknown) => queue.fail(error));
    return queue;
  }
}
