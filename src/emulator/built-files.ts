import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PACKAGE_ROOT } from '../core/built/package-root.js';

/** Where `npm run build:browser` puts what the emulator serves to browsers: next to the built server. */
const BUILT = fileURLToPath(new URL('dist/emulator/', PACKAGE_ROOT));

/** The files of one build by their paths in it. Empty if it has not been built. */
export type BuiltFiles = ReadonlyMap<string, string>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Reads a build into memory: what a request names is looked up there, and never on the disk. */
export async function readBuiltFiles(build: 'scdk' | 'broker-page'): Promise<BuiltFiles> {
  const folder = join(BUILT, build);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const served = names.filter((name) => extname(name) in TYPES);
  return new Map(
    await Promise.all(
      served.map(
        async (name) => [name.split(sep).join('/'), await readFile(join(folder, name), 'utf8')] as const,
      ),
    ),
  );
}

/** Sends a text as a file that browsers revalidate at each use: 304 while it is the same. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, name: string, text: string) {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('cache-control', 'no-cache').header('etag', etag).header('x-content-type-options', 'nosniff');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) return reply.code(304).send();
  return reply.type(TYPES[extname(name)] ?? 'application/octet-stream').send(text);
}

/** Answers for a build that is missing. */
export function sendNotBuilt(reply: FastifyReply) {
  return reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send('This is not built. Run npm run build and start the emulator again.\n');
}
