import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionToken } from '../support/app.js';
import {
  eventually,
  expectResynced,
  keepDelivering,
  receivedMore,
  startReaders,
} from '../faults/resynced.js';
import { spawnBuilt } from '../support/built-dev.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { findFreePort, type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { temporaryFolder } from '../support/ledger.js';
import { createTarget, logOf } from '../support/order-feed.js';
import { startPostgres, startRedis, type TestPostgres, type TestRedis } from '../support/services.js';

/** The built command of another version; see `npm run test:upgrade`. */
const OTHER_MAIN = process.env.DWAR_OTHER_MAIN ?? '';

let postgres: TestPostgres;
let redis: TestRedis;
let emulator: TestEmulator;
const folder = temporaryFolder();

beforeAll(async () => {
  [postgres, redis, emulator] = await Promise.all([startPostgres(), startRedis(), startEmulator()]);
}, 120_000);

afterAll(async () => {
  await Promise.all([postgres.close(), redis.close(), emulator.close()]);
  folder.remove();
});

/** Starts the other version on a ledger that this one has used; the reason if it does not start. */
async function startOther(env: Readonly<Record<string, string>>): Promise<GatewayProcess | string> {
  const child = spawnBuilt(['migrate'], env, { main: OTHER_MAIN });
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => (text += more));
  const code = await new Promise((settle) => void child.once('close', settle));
  return code === 0 ? await startGatewayProcess(emulator, env, OTHER_MAIN) : text;
}

test.each(['SQLite', 'PostgreSQL'])(
  'the other version runs under load on a ledger that this one has used, or says why not: %s',
  async (kind) => {
    const PORT = String(await findFreePort());
    const env: Record<string, string> =
      kind === 'SQLite'
        ? { PORT, DATABASE_URL: `sqlite:${join(folder.path, 'dwar.db')}` }
        : { PORT, DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url };
    const over = new AbortController();
    let gateway = await startGatewayProcess(emulator, env);
    const target = await createTarget(gateway.url, `chitra ${kind}`);
    const readers = startReaders(await sessionToken(target.viewer), over.signal, () => Number(PORT));
    await eventually('each client has its position', () =>
      readers.every(({ received }) => received.cursors.length > 0),
    );
    const load = keepDelivering(gateway.url, target);
    await receivedMore(readers, count(200));
    const all = { ...gateway.env };
    await gateway.stop('SIGTERM');
    const other = await startOther(all);
    if (typeof other === 'string') {
      figure(`the other version on a ledger of this one (${kind})`, other.split('\n')[0] ?? '');
      expect(other).toMatch(/migrated by a newer Dwar: .*\d{4}-[a-z-]+/);
      expect(other).toContain('restore the backup');
    } else {
      figure(`the other version on a ledger of this one (${kind})`, 'runs');
      await receivedMore(readers, count(200));
      await other.close();
    }
    gateway = await startGatewayProcess(emulator, all);
    await receivedMore(readers, count(200));
    await load.stop();
    const log = await logOf(target.client);
    await expectResynced(readers, log.at(-1) ?? '', 0);
    over.abort();
    await target.client.close();
    await gateway.close();
  },
);
