import type { FastifyInstance } from 'fastify';
import type { World } from './world.js';

/** Serves the pages a person sees. */
export function registerBrokerPage(app: FastifyInstance, _world: World): void {
  app.get('/health', () => ({ status: 'ok' }));
}
