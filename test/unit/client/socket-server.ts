import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { EventLog } from './event-log.js';

const schema = buildSchema(`
  type Query { now: Int }
  interface Event { cursor: String! }
  type Tick implements Event { cursor: String! n: Int! }
  type ResyncRequired implements Event { cursor: String! reason: String! }
  type Subscription { ticks(after: String): Event! }
`);

interface Options {
  /** Events that every new subscription receives before those of the log. */
  readonly lead?: (after: string | null) => readonly object[];
  /** Close code for a connection with this `authorization`; null accepts it. */
  readonly refuse?: (authorization: unknown) => number | null;
  /** The code of a GraphQL error for the subscription with this number, from 1; null accepts it. */
  readonly refuseSubscription?: (number: number) => string | null;
  /** Documents that a subscription may name by `documentId`. */
  readonly documents?: Readonly<Record<string, string>>;
}

/** A small `graphql-transport-ws` server over an {@link EventLog} that can drop its connections. */
export async function startSocketServer({
  lead = () => [],
  refuse = () => null,
  refuseSubscription = () => null,
  documents = {},
}: Options = {}) {
  const log = new EventLog();
  const cursors: (string | null)[] = [];
  const authorizations: unknown[] = [];
  const sources = new Set<{ return?: () => unknown }>();

  async function* ticks({ after = null }: { after?: string | null }) {
    cursors.push(after);
    const code = refuseSubscription(cursors.length);
    if (code !== null) throw new GraphQLError(`${code} of the test`, { extensions: { code } });
    for (const event of lead(after)) yield { ticks: event };
    const source = log.read(after);
    sources.add(source);
    for await (const tick of source) yield { ticks: { __typename: 'Tick', ...tick } };
  }

  const http = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const server = useServer(
    {
      schema,
      onSubscribe: (_context, _id, payload) => {
        const text = documents[(payload as { documentId?: string }).documentId ?? ''];
        if (text === undefined) return undefined;
        return { schema, document: parse(text), variableValues: payload.variables };
      },
      roots: { subscription: { ticks } },
      onConnect: ({ connectionParams, extra }) => {
        authorizations.push(connectionParams?.authorization);
        const code = refuse(connectionParams?.authorization);
        if (code !== null) extra.socket.close(code, 'refused');
        return true;
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/graphql`,
    log,
    /** `after` of each subscription received. */
    cursors,
    /** `authorization` of each connection received. */
    authorizations,
    /** Terminates every connection without a close frame, or closes it with `code`. */
    drop(code?: number) {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code, 'test');
      }
    },
    /** Completes every subscription. */
    complete() {
      for (const source of sources) source.return?.();
    },
    async close() {
      this.complete();
      await server.dispose();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
