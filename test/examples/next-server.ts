import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownEnvironment } from './installed.js';

/** A port that was free a moment ago: Dwar must know the origin of a page before its server starts. */
export async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A running `next start`. */
export interface NextServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts the built app of a folder, and waits until it is ready. Throws with its output if it ends before that. */
export async function startNext(
  folder: string,
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<NextServer> {
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'start', '--port', `${port}`, '--hostname', '127.0.0.1'], {
    cwd: folder,
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let text = '';
    const read = (more: string) => {
      text += more;
      if (/Ready in/.test(text)) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    void closed.then(() => reject(new Error(`next start ended:\n${text}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
