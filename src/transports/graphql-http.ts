import type { IncomingMessage } from 'node:http';
import type { HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST } from 'graphql';
import { DOCUMENT_MISTAKES } from '../core/client-contract.js';
import { AppError } from '../core/errors.js';
import { disconnectSignal } from '../core/http/disconnect-signal.js';
import type { Log } from '../core/log.js';
import { searchParameters } from '../execution/document-request.js';
import { swapDocument } from '../execution/document-swap.js';
import type { Engine } from '../execution/engine.js';
import { type Caller, contextOf } from '../execution/runtime.js';
import type { Reuse } from '../graphql/reuse.js';
import { TokenRefused } from '../viewer/token-refused.js';
import { holderOf, unauthenticated, type Viewer } from '../viewer/viewer.js';
import { refuseOtherTypes, subscriptionRefused } from './accepted-types.js';
import { createApolloServer } from './apollo-engine.js';
import { withStatus } from './apollo-errors.js';
import { answerByApollo } from './apollo-mount.js';
import { refuseSimpleRequest } from './simple-request.js';

export interface GraphqlHttpOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** The viewer proven for this request before its handler runs. */
  readonly viewerOf: (request: FastifyRequest) => Viewer | null;
  /** The address that rates are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Where it is noted whether the answer may be sent again. Default: no answer is. */
  readonly reuseOf?: ((request: IncomingMessage) => Reuse | undefined) | undefined;
  /** Whether the session of a viewer has ended since it was proven: then nothing is answered. Default: no. */
  readonly isEnded?: ((viewer: Viewer) => boolean) | undefined;
}

/** The handler of `/graphql`: GraphQL over HTTP by Apollo Server, on our schema, errors and limits. */
export interface GraphqlHttp {
  handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts Apollo Server over the engine. Call `stop` when done. */
export async function createGraphqlHttp(options: GraphqlHttpOptions): Promise<GraphqlHttp> {
  const { engine, log, viewerOf, addressOf, reuseOf, isEnded = () => false } = options;
  const metBy = new WeakMap<object, Caller>();
  const apollo = createApolloServer({ engine, log, metBy });
  await apollo.start();
  return {
    stop: () => apollo.stop(),
    handle: async (request, reply) => {
      refuseOtherTypes(request.headers.accept);
      refuseSimpleRequest(request);
      const caller: Caller = {
        viewer: viewerOf(request),
        requestId: request.id,
        address: addressOf(request.raw),
        signal: disconnectSignal(reply.raw),
        reuse: reuseOf?.(request.raw),
      };
      const holder = holderOf(caller.viewer, caller.address);
      const call = {
        apollo,
        // Called before Apollo reads the document.
        context: async (source: HTTPGraphQLRequest) => {
          try {
            swapDocumentForApollo(source, engine);
            return contextOf(engine.runtime, caller);
          } catch (error) {
            metBy.set(error as object, caller);
            throw error;
          }
        },
        statusOf,
        headersOf: () => {
          if (caller.viewer !== null && isEnded(caller.viewer))
            throw unauthenticated(new TokenRefused('ended'));
          return engine.runtime.queryRate.headers(holder);
        },
      };
      return await answerByApollo(call, request, reply);
    },
  };
}

/** Throws with the HTTP status if no document may run. */
function swapDocumentForApollo(source: HTTPGraphQLRequest, engine: Engine): void {
  try {
    swapDocument(source, engine.runtime);
    if (source.method === 'GET') refuseSubscription(source, engine);
  } catch (error) {
    throw error instanceof AppError ? withStatus(error) : error;
  }
}

/**
 * Apollo refuses a subscription by GET before a plugin sees it, and its message does not say where
 * subscriptions are served.
 */
function refuseSubscription({ search, headers }: HTTPGraphQLRequest, { documents }: Engine): void {
  const { query, operationName } = searchParameters(search);
  const read = documents.read(String(query));
  if ('errors' in read) return;
  const operation = getOperationAST(read.document, operationName as string | undefined);
  if (operation?.operation === 'subscription') throw subscriptionRefused(headers.get('accept'));
}

/** Codes of mistakes in a well-formed request. */
const WELL_FORMED: readonly unknown[] = [...DOCUMENT_MISTAKES, 'PERSISTED_DOCUMENT_REQUIRED'];

/**
 * Apollo's status, but 200 where it answers a well-formed request with 400 to a client that accepts
 * `application/json` only. Source: GraphQL over HTTP, section 6.4.1.
 */
function statusOf({ status = 200, headers, body }: HTTPGraphQLResponse): number {
  const isPlainJson = headers.get('content-type')?.startsWith('application/json') === true;
  if (status !== 400 || !isPlainJson || body.kind !== 'complete') return status;
  const { errors } = JSON.parse(body.string) as { errors?: { extensions?: { code?: string } }[] };
  return WELL_FORMED.includes(errors?.[0]?.extensions?.code) ? 200 : status;
}
