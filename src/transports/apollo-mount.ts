import { Readable } from 'node:stream';
import {
  type ApolloServer,
  type BaseContext,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { searchOf } from '../execution/document-request.js';

/** A started Apollo Server, and what it needs for one request. */
export interface ApolloCall<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  /**
   * Called before Apollo reads the request, so changes made to the request take effect.
   */
  readonly context: (request: HTTPGraphQLRequest) => Promise<Context>;
  /** The HTTP status of an answer. Default: Apollo's. */
  readonly statusOf?: (response: HTTPGraphQLResponse) => number;
  /** Additional headers, called when the answer is complete. */
  readonly headersOf?: () => Readonly<Record<string, string>>;
}

/**
 * Answers a Fastify request, its JSON body already parsed, by Apollo Server: in one piece or in Apollo's
 * chunks.
 */
export async function answerByApollo<Context extends BaseContext>(
  { apollo, context, statusOf = ({ status = 200 }) => status, headersOf = () => ({}) }: ApolloCall<Context>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const httpGraphQLRequest = toApollo(request);
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: () => context(httpGraphQLRequest),
  });
  for (const [name, value] of response.headers) reply.header(name, value);
  reply.headers(headersOf());
  const { body } = response;
  return reply
    .code(statusOf(response))
    .send(body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator));
}

function toApollo({ method, url, body, headers: given }: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return { method, headers, search: searchOf(url), body };
}
