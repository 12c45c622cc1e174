import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { execute, type GraphQLSchema, graphql, parse, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { projectRoot } from '../support/source-files.js';
import { Broadcast } from './broadcast.js';
import { servePlay } from './stage-play.js';
import { buildStage, makeWorld, resetWorld, type StageWorld, type WorldSize } from './stage-schema.js';

const BUILT = join(projectRoot, 'dist/console');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
};
/** The code of a link that works once. */
export const ONE_USE_CODE = 'one-use-code';

const AT_FIRST = { mode: 'ok' as StageMode, isDeaf: false, hasUsedCode: false };

/** How the stage answers operations: as it should, with an error, never, or that no session is there. */
export type StageMode = 'ok' | 'fail' | 'hang' | 'signed-out';

/** A server of the operator schema on loopback, for the built pages, which can also misbehave. */
export interface Stage {
  readonly origin: string;
  readonly world: StageWorld;
  mode: StageMode;
  /** Whether new sockets are refused. */
  isDeaf: boolean;
  /** Sends a change to every page. */
  change(value: Readonly<Record<string, unknown>>): void;
  /** Sends a new event of the log to the pages that follow it. */
  append(event: Readonly<Record<string, unknown>>): void;
  /** Resolves when a page follows the log. */
  untilFollowed(): Promise<void>;
  /** Resolves when this many pages listen to changes. */
  untilListened(count?: number): Promise<void>;
  /** Ends every socket without a word. */
  cut(): void;
  /** Makes everything as it was when the stage started. Pages must have left it. */
  reset(): void;
  /** The paths that were asked for. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Starts the stage with a world of generated rows. */
export async function startStage(size: WorldSize = { orders: 120, others: 80 }): Promise<Stage> {
  const world = makeWorld(size);
  const changes = new Broadcast('changes');
  const events = new Broadcast('eventAppended');
  const { schema, rootValue } = buildStage(world, changes, events);
  const server = fastify({ forceCloseConnections: true });
  const sockets = new WebSocketServer({ noServer: true });
  const disposable = useServer(
    { schema, roots: { subscription: rootValue as Record<string, never> }, execute, subscribe },
    sockets,
  );
  const state = { ...AT_FIRST };
  const requests: string[] = [];
  server.addHook('onRequest', async ({ url }) => void requests.push(url));
  servePlay(server, state, { isEmpty: size.others === 0 });
  servePages(server);
  serveOperations(server, state, schema, rootValue);
  server.server.on('upgrade', (request, socket, head) => {
    if (state.isDeaf || request.url !== '/console/graphql') return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const cut = () => {
    for (const client of sockets.clients) client.terminate();
  };
  const stage: Stage = Object.assign(state, {
    origin: `http://127.0.0.1:${port}`,
    world,
    requests,
    change: (value: Readonly<Record<string, unknown>>) => changes.send(value),
    append: (event: Readonly<Record<string, unknown>>) => events.send(event),
    untilFollowed: () => events.untilSubscribed(1),
    untilListened: (count = 1) => changes.untilSubscribed(count),
    cut,
    reset() {
      cut();
      changes.clear();
      events.clear();
      requests.length = 0;
      Object.assign(stage, AT_FIRST);
      resetWorld(world, size);
    },
    async close() {
      cut();
      await disposable.dispose();
      await server.close();
    },
  });
  return stage;
}

/** Serves the built pages under the policy that the real server has: no inline script, styles by a nonce. */
function servePages(server: FastifyInstance): void {
  server.get('/console/*', async (request, reply) => {
    const path = new URL(request.url, 'http://stage').pathname.slice('/console/'.length);
    const file = join(BUILT, path);
    const isFile = path !== '' && extname(path) in TYPES && existsSync(file);
    if (!isFile && extname(path) !== '') return reply.code(404).send('not found');
    const nonce = randomBytes(16).toString('base64');
    const policy =
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
      `font-src 'self'; connect-src 'self' ${request.headers.host ? `ws://${request.headers.host}` : ''}; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    reply.header('content-security-policy', policy).header('x-content-type-options', 'nosniff');
    if (isFile) {
      const isPacked =
        existsSync(`${file}.gz`) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
      if (isPacked) reply.header('content-encoding', 'gzip');
      if (path.startsWith('assets/')) reply.header('cache-control', 'public, max-age=31536000, immutable');
      return reply.type(TYPES[extname(path)] ?? '').send(readFileSync(isPacked ? `${file}.gz` : file));
    }
    const page = readFileSync(join(BUILT, 'index.html'), 'utf8').replaceAll('%NONCE%', nonce);
    return reply.type('text/html; charset=utf-8').send(page);
  });
}

interface StageState {
  mode: StageMode;
  hasUsedCode: boolean;
}

function serveOperations(
  server: FastifyInstance,
  state: StageState,
  schema: GraphQLSchema,
  rootValue: object,
): void {
  server.post('/console/session', async (request, reply) => {
    const { code } = request.body as { code?: unknown };
    if (code !== ONE_USE_CODE || state.hasUsedCode) return reply.code(401).send({});
    state.hasUsedCode = true;
    state.mode = 'ok';
    return reply.code(204).send();
  });
  server.post('/console/graphql', async (request, reply) => {
    if (request.headers['dwar-console'] !== '1') return reply.code(403).send({});
    if (state.mode === 'hang') return new Promise(() => {});
    if (state.mode === 'signed-out') return reply.code(401).send({});
    const { query, variables } = request.body as { query: string; variables: Record<string, unknown> };
    const isSession = /^\s*query Session\b/.test(query);
    if (state.mode === 'fail' && !isSession)
      return {
        data: null,
        errors: [
          {
            message: 'Internal server error',
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-4711' },
          },
        ],
      };
    const problems = validate(schema, parse(query));
    if (problems.length > 0) return reply.code(400).send({ errors: problems });
    return await graphql({ schema, source: query, rootValue, variableValues: variables });
  });
}
