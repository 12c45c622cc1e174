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

/** A started Apollo Server and what one request to it needs. */
export interface ApolloCall<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  /** Asked for when Apollo has refused what it refuses unread; what is changed in the request then is what it reads. */
  readonly context: (request: HTTPGraphQLRequest) => Promise<Context>;
  /** The status of the answer. Default: Apollo's own. */
  readonly statusOf?: (response: HTTPGraphQLResponse) => number;
  /** Further headers, asked for when the answer is produced. */
  readonly headersOf?: () => Readonly<Record<string, string>>;
}

/** Has Apollo Server answer a Fastify request whose JSON body was read: whole, or in the parts that Apollo gives. */
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
