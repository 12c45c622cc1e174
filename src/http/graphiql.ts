import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PACKAGE_ROOT } from '../core/built/package-root.js';
import { registerBuiltFiles } from './built-files.js';

/** Where `npm run build:graphiql` puts the page: beside the built server. */
const BUILT = fileURLToPath(new URL('dist/graphiql/', PACKAGE_ROOT));

/** Nothing from another host; monaco needs workers, inline styles and a font as data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL for browsers. */
export interface Graphiql {
  /** Whether a `GET /graphql` asks for the page and not for an answer of GraphQL. */
  isAskedFor(request: FastifyRequest): boolean;
  sendPage(reply: FastifyReply): FastifyReply;
}

/** Registers `/graphiql/`. `folder` is where the built page is. */
export async function registerGraphiql(app: FastifyInstance, folder: string = BUILT): Promise<Graphiql> {
  const page = await readFile(`${folder}/index.html`, 'utf8').catch(() => null);
  const files = { prefix: '/graphiql/', folder, contentSecurityPolicy: POLICY };
  if (page !== null) await app.register((scope) => registerBuiltFiles(scope, files));
  return {
    isAskedFor: ({ method, headers }) => method === 'GET' && prefersHtml(headers.accept),
    sendPage: (reply) => sendHtml(reply, page ?? NOT_BUILT),
  };
}

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-cache')
    .header('vary', 'Accept, Origin')
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Browsers that open a page name HTML first; GraphQL clients name JSON, anything, or nothing. */
function prefersHtml(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes('text/html') === true;
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>GraphiQL is not built</title>
<body style="font-family: sans-serif; max-width: 40rem; margin: 4rem auto">
<h1>GraphiQL is not built</h1>
<p>Run <code>npm run build</code> (or <code>npm run build:graphiql</code>),
start again, and reload this page.</p>
<p>GraphQL itself is served here: send <code>POST</code> with <code>content-type: application/json</code>.</p>
</body></html>
`;
