import { Store } from '../store.mjs';

/**
 * Runs a peer in this process: reads how much data it has from the command line, reports its port to the parent process,
 * and changes its data when the parent asks for it.
 *
 * @param {(store: Store) => Promise<{port: number, changed?: () => Promise<void> | void}>} start
 */
export async function serve(start) {
  const { viewers, orders } = JSON.parse(process.argv[2] ?? '{}');
  const store = new Store(viewers, orders);
  const { port, changed } = await start(store);
  process.on('message', async (message) => {
    if (message !== 'change') return;
    store.change();
    await changed?.();
    process.send?.('changed');
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}

/**
 * Makes a server listen on a free port of loopback and resolves with the port.
 *
 * @param {import('node:http').Server} server
 * @returns {Promise<number>}
 */
export function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}
