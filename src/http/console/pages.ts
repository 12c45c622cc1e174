import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FILE_TYPES } from '../built-files.js';
import {
  CONSOLE_EMULATOR_FOLDER,
  CONSOLE_METHODS,
  CONSOLE_PATH,
  CONSOLE_PLAY_FOLDER,
} from './console-paths.js';

/** Stands in the page for the nonce of its styles. */
const NONCE = '%NONCE%';
/** Stands in the page for the ways to log in besides links, with spaces between. */
const LOGINS = '%LOGINS%';
const PAGE = 'index.html';

/** Compressed copies that the build may have made, in the order in which one is chosen. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** Nothing from another host; a style in a page needs the nonce of it. */
function policyWith(nonce: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the built console: its page at every path without a file name, and its files. The files are known
 * when the server starts: what a request names is looked up among them, and never on the disk.
 */
export async function registerConsolePages(
  scope: FastifyInstance,
  folder: string,
  logins: readonly string[],
): Promise<void> {
  const files = await filesIn(folder);
  const built = files.has(PAGE) ? await readFile(join(folder, PAGE), 'utf8') : null;
  const page = built?.replaceAll(LOGINS, logins.join(' ')) ?? null;
  scope.get(CONSOLE_PATH, async (_request, reply) => sendPage(reply, page));
  scope.get<{ Params: { '*': string } }>(`${CONSOLE_PATH}/*`, async (request, reply) => {
    const name = request.params['*'];
    if (isApi(`${CONSOLE_PATH}/${name}`)) return reply.callNotFound();
    if (extname(name) === '') return sendPage(reply, page);
    const type = FILE_TYPES[extname(name)];
    if (type === undefined || !files.has(name) || name === PAGE) return reply.callNotFound();
    return await sendFile(request, reply.type(type), files, { folder, name });
  });
}

/** Paths that never have a page, also where nothing is served at them. */
function isApi(path: string): boolean {
  const isBelow = (folder: string) => path.startsWith(folder) && path !== folder;
  return (
    Object.hasOwn(CONSOLE_METHODS, path) || isBelow(CONSOLE_EMULATOR_FOLDER) || isBelow(CONSOLE_PLAY_FOLDER)
  );
}

async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return new Set(names.map((name) => name.split(sep).join('/')));
}

function sendPage(reply: FastifyReply, page: string | null): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  reply.header('cache-control', 'no-cache').header('content-security-policy', policyWith(nonce));
  if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  return reply.type('text/html; charset=utf-8').send(page.replaceAll(NONCE, nonce));
}

const NOT_BUILT = 'The console is not built. Run `npm run build`, and start again.\n';

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: ReadonlySet<string>,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<FastifyReply> {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((encoding) => encoding.trim());
  const packed = ENCODINGS.find(
    ({ name: encoding, suffix }) => accepted.includes(encoding) && files.has(`${name}${suffix}`),
  );
  // The build names a file in `assets` by its content.
  const isNamedByContent = name.startsWith('assets/');
  reply
    .header('vary', 'Accept-Encoding')
    .header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (extname(name) === '.html') reply.header('content-security-policy', policyWith(null));
  if (packed !== undefined) reply.header('content-encoding', packed.name);
  return reply.send(await readFile(join(folder, `${name}${packed?.suffix ?? ''}`)));
}
