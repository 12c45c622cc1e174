import type { IncomingMessage } from 'node:http';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.js';
import { OVERLOADED } from '../core/overload.js';
import { BodyBudget } from './body-budget.js';
import { type BodyFault, withBody } from './read-body.js';

export interface GraphqlBodyOptions {
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** The address that bodies are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** Has the routes of a scope read JSON bodies within one budget. What does not fit is answered OVERLOADED. */
export function readJsonWithinBudget(scope: FastifyInstance, options: GraphqlBodyOptions): void {
  const { maxBytes, addressOf } = options;
  const rules = { budget: new BodyBudget(maxBytes), maxBytes, refuse };
  const parseText = scope.getDefaultJsonParser('error', 'error');
  const parse = (request: FastifyRequest, body: Buffer) =>
    new Promise<unknown>((resolve, reject) => {
      parseText(request, body.toString(), (error, json) => (error === null ? resolve(json) : reject(error)));
    });
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser(
    'application/json',
    async (request: FastifyRequest, payload: IncomingMessage) => {
      if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw refuse('too-large');
      const address = addressOf(request.raw);
      return await withBody(payload, { ...rules, address }, (body) => parse(request, body));
    },
  );
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
