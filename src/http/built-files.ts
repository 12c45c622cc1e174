import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** What a build for browsers is made of: media types by the ending of a name. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

interface BuiltFiles {
  /** Where they are served, such as `/graphiql/`. */
  readonly prefix: string;
  readonly folder: string;
  readonly contentSecurityPolicy: string;
}

/**
 * Serves a build. Its files are known when the server starts: what a request names is looked up among them,
 * and never on the disk.
 */
export async function registerBuiltFiles(scope: FastifyInstance, options: BuiltFiles): Promise<void> {
  const { prefix, folder, contentSecurityPolicy } = options;
  const names = await readdir(folder, { recursive: true });
  const files = new Map(names.map((name) => [name.split(sep).join('/'), join(folder, name)]));
  scope.addHook(
    'onRequest',
    async (_request, reply) => void reply.header('content-security-policy', contentSecurityPolicy),
  );
  scope.get<{ Params: { '*': string } }>(`${prefix}*`, async (request, reply) => {
    const file = files.get(request.params['*']);
    const type = FILE_TYPES[extname(file ?? '')];
    if (file === undefined || type === undefined) return reply.callNotFound();
    return reply
      .type(type)
      .header('cache-control', 'no-cache')
      .send(await readFile(file));
  });
}
