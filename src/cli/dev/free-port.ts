import { createServer } from 'node:net';

/** The wanted port, or one that is free now if 0 was wanted. A port that is taken is found out when it is listened on. */
export async function pickPort(host: string, wanted: number): Promise<number> {
  if (wanted !== 0) return wanted;
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
