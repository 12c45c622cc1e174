import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_ROOT } from '../core/built/package-root.js';
import { registerBuiltFiles } from './built-files.js';

/** Where `npm run build:shop` puts the pages: next to the built server. */
const BUILT = fileURLToPath(new URL('dist/shop/', PACKAGE_ROOT));

/** Stands in the page for the origin of the browser SDK. */
const SDK_ORIGIN = '%SDK_ORIGIN%';

/** The page's own files, and the SDK with its calls and its frame. */
function policyFor(sdkOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${sdkOrigin}`,
    "style-src 'self'",
    'img-src data:',
    `connect-src 'self' ${sdkOrigin}`,
    `frame-src ${sdkOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page in plain JavaScript, and the same page in React. */
const PAGES = [
  { path: '/shop', folder: BUILT },
  { path: '/shop/react', folder: `${BUILT}react/` },
];

/**
 * Serves the demo shop at `/shop` and `/shop/react`: pages as a partner would write them. They hold no token;
 * the address that `dwar dev` prints does, behind `#`, which browsers send to no server. They are not for
 * production.
 */
export async function registerShop(app: FastifyInstance, emulatorUrl: string): Promise<void> {
  const { origin } = new URL(emulatorUrl);
  for (const page of PAGES) await registerPage(app, page, origin);
}

async function registerPage(app: FastifyInstance, page: (typeof PAGES)[number], origin: string) {
  const built = await readFile(`${page.folder}index.html`, 'utf8').catch(() => null);
  const contentSecurityPolicy = policyFor(origin);
  app.get(page.path, async (_request, reply) => {
    reply.header('cache-control', 'no-cache').header('content-security-policy', contentSecurityPolicy);
    if (built === null)
      return reply.code(503).type('text/plain').send('Run npm run build and start again.\n');
    return reply.type('text/html; charset=utf-8').send(built.replaceAll(SDK_ORIGIN, origin));
  });
  const files = { prefix: `${page.path}/assets/`, folder: `${page.folder}assets`, contentSecurityPolicy };
  if (built !== null) await app.register((scope) => registerBuiltFiles(scope, files));
}
