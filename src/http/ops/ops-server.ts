import { createServer, type Server } from 'node:http';
import { pathOf } from '../../core/http/path-of.js';
import type { Metrics } from '../metrics.js';
import { serverUrl } from '../server-url.js';

/** A small server for `/metrics` alone, apart from the public one. */
export interface OpsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it. Port 0 takes a free one. */
export async function startOpsServer(metrics: Metrics, host: string, port: number): Promise<OpsServer> {
  const server = createServer(
    { maxHeaderSize: 8_192, requestTimeout: 5_000, headersTimeout: 5_000 },
    (request, response) => {
      if (request.method !== 'GET' || pathOf(request.url ?? '') !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      metrics.render().then(
        ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    },
  );
  await listen(server, host, port);
  return {
    url: serverUrl(server),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
