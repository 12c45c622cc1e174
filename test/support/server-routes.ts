import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

const CHANNEL = 'fastify.initialization';

/** A route of a server, as `GET /console/*`. */
export type RouteName = `${string} ${string}`;

/** Runs `start`, and returns its result with the routes of every server that was put together meanwhile. */
export async function withRoutes<T>(start: () => Promise<T>): Promise<readonly [T, readonly RouteName[]]> {
  const routes = new Set<RouteName>();
  const onServer = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.add(`${each} ${url}`);
    });
  };
  subscribe(CHANNEL, onServer);
  try {
    return [await start(), [...routes]];
  } finally {
    unsubscribe(CHANNEL, onServer);
  }
}
