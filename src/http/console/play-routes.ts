import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.js';
import { OVERLOADED } from '../../core/overload.js';
import { errorBody } from '../../execution/errors.js';
import type { Viewer } from '../../viewer/viewer.js';
import type { ConsoleParts } from './console-parts.js';
import { CONSOLE_EMULATOR_FOLDER, CONSOLE_PLAY_FOLDER } from './console-paths.js';
import type { PlayAccess } from './play-access.js';
import { proofIn } from './session-proof.js';

/** The largest body of the control API is a list of fault rules. */
const BODY_MAX_BYTES = 64 * 1024;
/** A path of the control API: no dots, so that it stays below its folder. */
const CONTROL_PATH = /^[\w-]{1,64}(?:\/[\w-]{1,64}){0,3}$/;

/**
 * Serves what the screens Play and Emulator need, for sessions with the role `operator`: the emulator's
 * control API under `/console/emulator/`, and scenarios, counters and judged webhooks under `/console/play/`.
 * The session is proven before a body is read, by the rules of `/console/graphql`.
 */
export async function registerPlayRoutes(
  scope: FastifyInstance,
  parts: ConsoleParts,
  play: PlayAccess,
): Promise<void> {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const viewerOf = (request: FastifyRequest): Viewer => viewers.get(request) as Viewer;
  await scope.register(async (inner) => {
    inner.setErrorHandler(answerForbidden);
    inner.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      parts.rules.refuseCall(request.raw);
      if (parts.overload.isOverloaded()) throw OVERLOADED;
      const { viewer } = await parts.access.find(proofIn(request.raw, parts));
      viewers.set(request, viewer);
    });
    registerForward(inner, play, viewerOf);
    registerPlay(inner, play, viewerOf);
  });
}

type ViewerOf = (request: FastifyRequest) => Viewer;

function registerForward(inner: FastifyInstance, play: PlayAccess, viewerOf: ViewerOf): void {
  inner.route<{ Params: { '*': string } }>({
    method: ['GET', 'POST'],
    exposeHeadRoute: false,
    url: `${CONSOLE_EMULATOR_FOLDER}*`,
    bodyLimit: BODY_MAX_BYTES,
    async handler(request, reply) {
      const path = request.params['*'];
      if (!CONTROL_PATH.test(path)) return reply.callNotFound();
      const { status, text } = await play.forward(viewerOf(request), {
        method: request.method === 'POST' ? 'POST' : 'GET',
        path,
        query: request.url.split('?', 2)[1] ?? '',
        body: request.body,
      });
      return reply.code(status).type('application/json; charset=utf-8').send(text);
    },
  });
}

function registerPlay(inner: FastifyInstance, play: PlayAccess, viewerOf: ViewerOf): void {
  const folder = CONSOLE_PLAY_FOLDER;
  const get = (name: string, read: (viewer: Viewer) => object | Promise<object>) =>
    inner.route({
      method: 'GET',
      exposeHeadRoute: false,
      url: folder + name,
      handler: async (request) => await read(viewerOf(request)),
    });
  get('scenarios', (viewer) => play.programme(viewer));
  get('invariants', (viewer) => play.invariants(viewer));
  get('webhooks', (viewer) => play.webhooks(viewer));
  inner.post(
    `${folder}runs`,
    { bodyLimit: BODY_MAX_BYTES, compress: false },
    async (request, reply: FastifyReply) => {
      const lines = await play.run(viewerOf(request), scenarioIn(request.body));
      return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(asText(lines)));
    },
  );
}

/** One object a line, each sent as soon as it is there. */
async function* asText(lines: AsyncGenerator<object>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function scenarioIn(body: unknown): string {
  const scenario = (body as { readonly scenario?: unknown } | null | undefined)?.scenario;
  if (typeof scenario === 'string') return scenario;
  throw new AppError('BAD_REQUEST', 'Send the scenario as `{"scenario": "…"}`.');
}

/** As a GraphQL error it has status 200. */
async function answerForbidden(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (!(error instanceof AppError) || error.code !== 'FORBIDDEN') throw error;
  const body = errorBody('FORBIDDEN', error.message, request.id);
  return reply.code(403).type('application/json; charset=utf-8').send(body);
}
