import type { IncomingMessage } from 'node:http';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.js';
import { OVERLOADED } from '../core/overload.js';
import { BodyBudget } from './body-budget.js';
import { type BodyFault, type HeldBody, readBody } from './read-body.js';

export interface GraphqlBodyOptions {
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** The address that bodies are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/**
 * The bodies of `/graphql`, all within one budget. Each is read once, however many ask for it. What does
 * not fit is answered OVERLOADED.
 */
export class GraphqlBodies {
  readonly #bodies = new WeakMap<IncomingMessage, Promise<HeldBody>>();
  readonly #budget: BodyBudget;

  constructor(private readonly options: GraphqlBodyOptions) {
    this.#budget = new BodyBudget(options.maxBytes);
  }

  /** Rejects with the error that answers the request. */
  read(request: IncomingMessage): Promise<HeldBody> {
    const begun = this.#bodies.get(request);
    if (begun !== undefined) return begun;
    const body = this.#read(request);
    this.#bodies.set(request, body);
    return body;
  }

  async #read(request: IncomingMessage): Promise<HeldBody> {
    const { maxBytes, addressOf } = this.options;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw refuse('too-large');
    return await readBody(request, { budget: this.#budget, maxBytes, refuse, address: addressOf(request) });
  }
}

/** Has the routes of a scope read and parse JSON bodies. */
export function readJsonBodies(scope: FastifyInstance, bodies: GraphqlBodies): void {
  const parseText = scope.getDefaultJsonParser('error', 'error');
  const parse = (request: FastifyRequest, body: Buffer) =>
    new Promise<unknown>((resolve, reject) => {
      parseText(request, body.toString(), (error, json) => (error === null ? resolve(json) : reject(error)));
    });
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', async (request: FastifyRequest) => {
    const body = await bodies.read(request.raw);
    try {
      return await parse(request, body.bytes);
    } finally {
      body.release();
    }
  });
}

function refuse(fault: BodyFault): Error {
  switch (fault) {
    case 'no-room':
    case 'too-slow':
      return OVERLOADED;
    case 'too-large':
      return new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    case 'broken-off':
      return new AppError('BAD_REQUEST', 'The body was broken off.');
  }
}
