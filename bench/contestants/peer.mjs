import { fork } from 'node:child_process';
import { join } from 'node:path';
import { endChild, ownedChild } from './children.mjs';

/**
 * Starts a peer in a process of its own, in production, and resolves when it listens.
 *
 * @param {string} file its server
 * @param {object} settings handed to it; with `viewers` and `orders`, the data it has
 * @param {readonly string[]} nodeArgs arguments of Node itself
 */
export async function startPeer(file, settings, nodeArgs = []) {
  const child = ownedChild(
    fork(join(import.meta.dirname, 'servers', file), [JSON.stringify(settings)], {
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
      execArgv: [...nodeArgs],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }),
  );
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-4_000);
  });
  const { port } = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${errors}`)));
  });
  return {
    port,
    /** The end of what it wrote to standard error. */
    written: () => errors,
    /** Changes the data of all its viewers. */
    change: () =>
      new Promise((resolve) => {
        child.once('message', resolve);
        child.send('change');
      }),
    close: () => endChild(child, 'SIGKILL'),
  };
}
