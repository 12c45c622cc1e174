import { EventEmitter } from 'node:events';
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { systemClock } from '../../src/core/time/clock.js';
import { AppError } from '../../src/core/errors.js';
import { silentLog } from '../../src/core/log.js';
import type { GraphqlRuntime } from '../../src/execution/runtime.js';
import { createPersistedDocuments } from '../../src/execution/persisted-documents.js';
import { QueryRate } from '../../src/execution/query-rate.js';
import { requireViewer, type Viewer } from '../../src/viewer/viewer.js';

interface TestContext {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly lastEventId: string | null;
}

interface Tick {
  readonly cursor: string;
  readonly count: number;
  readonly padding?: string;
}

/** What a test sees of its runtime: how many sources are open, and what was executed. */
export interface Probe extends EventEmitter {
  openSources: number;
  executed: string[];
}

/** Counts from `from` on. As long as `count` is under `to` there is a next event at once; then it waits, or ends. */
function createTicks(
  probe: Probe,
  from: number,
  to: number,
  options: { waits: boolean; paddingBytes: number },
) {
  let count = from;
  let release: ((step: IteratorResult<Tick>) => void) | null = null;
  let isOver = false;
  const over = (): IteratorResult<Tick> => ({ done: true, value: undefined });
  const finish = () => {
    if (!isOver) probe.openSources--;
    isOver = true;
    release?.(over());
    release = null;
    probe.emit('closed');
  };
  probe.openSources++;
  probe.emit('opened');
  const source = {
    next: async (): Promise<IteratorResult<Tick>> => {
      if (isOver) return over();
      if (count >= to && !options.waits) {
        finish();
        return over();
      }
      if (count >= to)
        return new Promise((resolve) => {
          release = resolve;
        });
      count++;
      probe.emit('pulled', count);
      return {
        done: false,
        value: { cursor: `c${count}`, count, padding: 'x'.repeat(options.paddingBytes) },
      };
    },
    return: async () => {
      finish();
      return over();
    },
    throw: async (error: unknown) => {
      finish();
      throw error;
    },
    [Symbol.asyncIterator]: () => source,
  };
  return source;
}

const int = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** A small schema with every kind of outcome, and a counter to subscribe to. */
export function createRuntime(settings: Partial<GraphqlRuntime> = {}): GraphqlRuntime & { probe: Probe } {
  const probe: Probe = Object.assign(new EventEmitter(), { openSources: 0, executed: [] as string[] });
  const Tick = new GraphQLObjectType({
    name: 'Tick',
    fields: {
      cursor: { type: new GraphQLNonNull(GraphQLString) },
      count: { type: new GraphQLNonNull(GraphQLInt) },
      padding: { type: GraphQLString },
      broken: {
        type: GraphQLInt,
        resolve: () => {
          throw new Error('internal detail of an event');
        },
      },
    },
  });
  const Side = new GraphQLEnumType({ name: 'Side', values: { BUY: {}, SELL: {} } });
  const Line = new GraphQLInputObjectType({
    name: 'Line',
    fields: {
      ticker: { type: new GraphQLNonNull(GraphQLString) },
      quantity: { type: GraphQLInt },
      side: { type: Side },
    },
  });
  const Input = new GraphQLInputObjectType({
    name: 'OrderInput',
    fields: { token: { type: GraphQLString }, lines: { type: new GraphQLList(new GraphQLNonNull(Line)) } },
  });
  const Query = new GraphQLObjectType<unknown, TestContext>({
    name: 'Query',
    fields: {
      hello: {
        type: GraphQLString,
        args: { name: { type: GraphQLString } },
        resolve: (_root, { name }) => {
          probe.executed.push('hello');
          return `hello ${name ?? 'world'}`;
        },
      },
      me: { type: GraphQLString, resolve: (_root, _args, context) => requireViewer(context).id },
      requestId: { type: GraphQLString, resolve: (_root, _args, context) => context.requestId },
      big: { type: GraphQLString, resolve: () => 'y'.repeat(5_000) },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('password=hunter2 in an internal error');
        },
      },
      brokenGraphql: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('internal graphql text', { extensions: { code: 'BAD_USER_INPUT' } });
        },
      },
      brokenValue: { type: GraphQLInt, resolve: () => 'secret-not-a-number' },
      refused: {
        type: GraphQLString,
        resolve: () => {
          throw new AppError('GATEWAY_UNAVAILABLE', 'Gateway is away.', {
            retryAfterSeconds: 7,
            argument: 'input.x',
            cause: new Error('socket at 10.0.0.1'),
          });
        },
      },
      order: { type: GraphQLString, args: { input: { type: Input } }, resolve: () => 'ordered' },
      need: {
        type: GraphQLString,
        args: { n: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: () => 'had',
      },
    },
  });
  const Mutation = new GraphQLObjectType<unknown, TestContext>({
    name: 'Mutation',
    fields: {
      bump: {
        type: GraphQLInt,
        resolve: () => {
          probe.executed.push('bump');
          return 1;
        },
      },
    },
  });
  const Subscription = new GraphQLObjectType<unknown, TestContext>({
    name: 'Subscription',
    fields: {
      ticks: {
        type: Tick,
        args: {
          after: { type: GraphQLString },
          to: { type: GraphQLInt },
          ends: { type: GraphQLInt },
          padding: { type: GraphQLInt },
        },
        subscribe: (_root, args, context) => {
          const from = context.lastEventId ?? args.after ?? 'c0';
          if (!/^c\d+$/.test(from)) throw new AppError('NOT_FOUND', 'No such cursor.');
          return createTicks(probe, Number(from.slice(1)), int(args.to ?? args.ends), {
            waits: args.ends == null,
            paddingBytes: int(args.padding),
          });
        },
        resolve: (payload) => payload,
      },
      mine: {
        type: Tick,
        subscribe: (_root, _args, context) => {
          requireViewer(context);
          return createTicks(probe, 0, 1, { waits: true, paddingBytes: 0 });
        },
        resolve: (payload) => payload,
      },
      defect: {
        type: Tick,
        subscribe: () => {
          throw new Error('internal detail of a source');
        },
        resolve: (payload) => payload,
      },
      breaks: {
        type: Tick,
        subscribe: () => {
          const source = createTicks(probe, 0, 1, { waits: true, paddingBytes: 0 });
          let calls = 0;
          return {
            ...source,
            next: async () => {
              if (calls++ > 0) throw new Error('the ledger at /var/lib broke');
              return source.next();
            },
            [Symbol.asyncIterator]() {
              return this;
            },
          };
        },
        resolve: (payload) => payload,
      },
    },
  });
  return {
    schema: new GraphQLSchema({ query: Query, mutation: Mutation, subscription: Subscription }),
    createContext: (input) => ({ ...input }),
    limits: {
      depth: 100,
      aliases: 100,
      rootFields: 100,
      directives: 100,
      cost: 10_000,
      operationName: 100,
      selections: 10_000,
      fieldPairs: 10_000,
    },
    admission: async () => null,
    answerLimits: { answerFields: 10_000, answerBytes: 1_000_000 },
    queryRate: new QueryRate({ pointsPerSecond: 10_000_000, clock: systemClock }),
    queryWaitMs: 10_000_000,
    persistedDocuments: createPersistedDocuments({
      mode: 'off',
      manifest: new Map(),
      maxTokens: 200,
      log: silentLog,
      count: () => {},
    }),
    maxTokens: 200,
    introspection: true,
    ...settings,
    probe,
  };
}
