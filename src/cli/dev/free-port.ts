import { createServer } from 'node:net';

/** Returns the requested port, or a free one for 0. A port that is in use is detected only on listen. */
export async function pickPort(host: string, requested: number): Promise<number> {
  if (requested !== 0) return requested;
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
