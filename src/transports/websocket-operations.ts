import { isNativeError } from 'node:util/types';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { describeError } from '../core/describe-error.js';
import { AppError, limitError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { OVERLOADED } from '../core/overload.js';
import { yieldIfLong } from '../core/turns.js';
import type { Authenticator } from '../viewer/authenticator.js';
import { untilTokenEnds, type UntilEnd } from '../viewer/token-end.js';
import { holderOf, type Viewer } from '../viewer/viewer.js';
import { readDocumentRequest } from '../execution/document-request.js';
import { CLOSE } from './close-codes.js';
import { formatErrors, refused } from '../execution/errors.js';
import type { Engine } from '../execution/engine.js';
import type { SocketSlots } from './socket-slots.js';
import { runOnce } from './websocket-single-result.js';
import type { SocketSession } from './websocket-session.js';
import { openSubscription } from './websocket-subscription.js';

/** What the library passes along with each socket. */
export interface SocketExtra {
  readonly session: SocketSession;
}

export interface WebsocketOperationsOptions {
  readonly engine: Engine;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  /** When a viewer may no longer use their socket. Default: when the token is no longer accepted. */
  readonly untilEnd?: UntilEnd;
  readonly log: Log;
  readonly initTimeoutMs: number;
  /** Whether the process is overloaded. */
  readonly isOverloaded: () => boolean;
  /** Most operations that may run on one socket at once. */
  readonly maxOperations: number;
  /** Limits the sockets of each viewer, or of each address without a token. */
  readonly slots: SocketSlots;
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** The `graphql-transport-ws` protocol on our engine; sockets are attached by `opened`. */
export function createWebsocketOperations(options: WebsocketOperationsOptions): Server<SocketExtra> {
  const { engine, log } = options;
  const onShown = engine.instrumentation.observer.errorShown;
  const mask = ({ session: { requestId } }: SocketExtra, errors: readonly GraphQLError[]) =>
    formatErrors(errors, { requestId, log, onShown });
  return makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: options.initTimeoutMs,
    onConnect: (context) => connect(options, context),
    onPing: (context, payload) =>
      renew(options, context.extra.session, payload as Record<string, unknown> | null | undefined),
    onSubscribe: (context, _id, payload) => prepareOperation(options, context, payload),
    execute: (args) => runOnce(engine, args),
    subscribe: (args) => openSubscription(engine, args),
    onNext: ({ extra }, _id, _payload, _args, result) => {
      if (result.errors === undefined) return undefined;
      const errors = mask(extra, result.errors);
      return result.data === undefined ? { errors } : { errors, data: result.data };
    },
    onError: ({ extra }, _id, _payload, errors) => mask(extra, errors),
  });
}

/**
 * Verifies the token of `connection_init`, or that of the upgrade if `connection_init` has none, and acquires
 * a socket slot. Without a token the socket is anonymous.
 */
async function connect(
  options: WebsocketOperationsOptions,
  { extra, connectionParams, subscriptions }: SocketContext,
): Promise<boolean> {
  const { session } = extra;
  session.operations = subscriptions;
  const { upgradeAuthorization } = session;
  session.upgradeAuthorization = undefined;
  const authorization = authorizationIn(connectionParams) ?? upgradeAuthorization;
  const proven = await prove(options, session, authorization);
  if (proven === undefined || !session.isOpen) return false;
  if (!(await options.slots.acquire(holderOf(proven, session.address), session))) {
    session.close(CLOSE.tooMany);
    return false;
  }
  if (proven !== null) adopt(options, session, proven);
  return true;
}

function adopt({ untilEnd = untilTokenEnds }: AdoptOptions, session: SocketSession, viewer: Viewer): void {
  session.viewer = viewer;
  session.tokenEnd = untilEnd(viewer, () => session.close(CLOSE.tokenEnded));
}

type AdoptOptions = Pick<WebsocketOperationsOptions, 'untilEnd'>;

/**
 * The value of `authorization`, in upper or lower case as a header name may be; undefined if there is none.
 */
function authorizationIn(payload: Readonly<Record<string, unknown>> | null | undefined): unknown {
  return Object.entries(payload ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

/**
 * A ping with `{authorization}` renews the socket's token; it must be of the same viewer. The library answers
 * with the payload it received, so that is emptied first: a token is never sent back.
 */
async function renew(
  options: WebsocketOperationsOptions,
  session: SocketSession,
  payload: Record<string, unknown> | null | undefined,
): Promise<void> {
  if (payload === undefined || payload === null) return;
  const authorization = authorizationIn(payload);
  for (const name of Object.keys(payload)) delete payload[name];
  if (authorization === undefined) return;
  const proven = await prove(options, session, authorization);
  if (proven === undefined || !session.isOpen) return;
  if (proven === null || proven.id !== session.viewer?.id) {
    session.close(CLOSE.forbidden);
    return;
  }
  adopt(options, session, proven);
  payload.expiresAt = new Date(proven.expiresAt).toISOString();
}

/**
 * The viewer of an `authorization` value, or null for none. Returns undefined if it closed the socket
 * instead.
 */
async function prove(
  { authenticator, log }: WebsocketOperationsOptions,
  session: SocketSession,
  authorization: unknown,
): Promise<Viewer | null | undefined> {
  if (authorization === undefined || authorization === null) return null;
  try {
    return await authenticator.authenticate(typeof authorization === 'string' ? authorization : '');
  } catch (error) {
    const { requestId } = session;
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') {
      const { code, cause } = error;
      log.warn({ requestId, code, err: describeError(cause) }, 'a request failed');
      session.close(CLOSE.forbidden);
    } else {
      log.error({ requestId, err: describeError(error) }, 'a session token could not be checked');
      session.close(CLOSE.tryAgain);
    }
    return undefined;
  }
}

async function prepareOperation(
  { engine, maxOperations, isOverloaded }: WebsocketOperationsOptions,
  { extra, subscriptions }: SocketContext,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  if (Object.keys(subscriptions).length > maxOperations)
    return [refused(limitError('subscriptions', maxOperations))];
  const { viewer, requestId, address } = extra.session;
  if (isOverloaded() || engine.isBusyFor(holderOf(viewer, address))) return [refused(OVERLOADED)];
  // One read from the socket may contain any number of operations.
  const pause = yieldIfLong();
  if (pause !== undefined) await pause;
  try {
    const request = { ...payload, ...readDocumentRequest({ ...payload }) };
    const prepared = await engine.prepare(request, { viewer, requestId, address });
    return 'errors' in prepared ? prepared.errors : prepared.args;
  } catch (error) {
    return [new GraphQLError('', { originalError: toError(error) })];
  }
}

/** An unexpected error must end the operation, with its message masked, but not the socket. */
function toError(error: unknown): Error {
  return isNativeError(error) ? error : new Error(String(error));
}
