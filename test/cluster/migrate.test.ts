import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { silentLog } from '../../src/core/log.js';
import { insertDelivery } from '../../src/ledger/deliveries/delivery-intake.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { graphql } from '../generated/gql.js';
import { startApp } from '../support/app.js';
import { runInProcess } from '../support/cli.js';
import { present } from '../support/documents.js';
import { appendAnyEvent, temporaryFolder } from '../support/ledger.js';
import { buying, Player } from '../support/player.js';
import {
  hasServices,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';

const LIVED_THROUGH = graphql(/* GraphQL */ `
  query LivedThrough {
    events(first: 100) { edges { cursor node { __typename } } }
    transactions { edges { node { id } } }
  }
`);
const LIVED_SINCE = graphql(/* GraphQL */ `
  query LivedSince($after: String) {
    events(first: 100, after: $after) { edges { cursor } }
  }
`);

(hasServices ? describe : describe.skip)('dwar migrate --from sqlite --to postgres', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  const folder = temporaryFolder();
  const sqlite = `sqlite:${join(folder.path, 'dwar.db')}`;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([postgres.close(), redis.close()]);
    folder.remove();
  });

  const migrate = (to: string, ...more: string[]) =>
    runInProcess(['migrate', '--from', sqlite, '--to', to, ...more]);

  test('copies the whole history, and a client continues with its cursor', async () => {
    const before = await startApp({ dataDir: folder.path, env: { DATABASE_URL: sqlite } });
    const alice = await Player.of(before, 'alice');
    await alice.connect('lep-ok');
    const { order } = await alice.bought(buying());
    const lived = await alice.client.ask(LIVED_THROUGH);
    const cursors = present(lived.events).edges.map(({ cursor }) => cursor);
    const middle = present(cursors[2]);
    const busy = await migrate(await postgres.createDatabase());
    expect(busy.code).not.toBe(0);
    expect(busy.stderr).toContain('another process uses the ledger');
    await before.app.close();

    const url = await postgres.createDatabase();
    const copied = await migrate(url, '--json');
    expect([copied.code, copied.stderr]).toEqual([0, '']);
    const report = JSON.parse(copied.stdout) as {
      isVerifyOnly: boolean;
      tables: Record<string, { rows: number }>;
    };
    expect(report.isVerifyOnly).toBe(false);
    expect(report.tables.events?.rows).toBe(cursors.length);
    expect(report.tables.deliveries?.rows).toBeGreaterThan(0);

    const again = await migrate(url, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ isVerifyOnly: true, tables: report.tables });

    const after = await startApp({
      emulator: before.emulator,
      dataDir: folder.path,
      env: { DATABASE_URL: url, REDIS_URL: redis.url },
    });
    const moved = await Player.of(after, 'alice');
    expect(await moved.client.ask(LIVED_THROUGH)).toEqual(lived);
    const rest = await moved.client.ask(LIVED_SINCE, { after: middle });
    expect(present(rest.events).edges.map(({ cursor }) => cursor)).toEqual(cursors.slice(3));
    expect((await moved.bought(buying(3))).order.batchId).not.toBe(order.batchId);
    await after.close();
    const used = await migrate(url);
    expect(used.code).toBe(1);
    expect(used.stderr).toContain('the target has been in use');
    await before.close();
  });

  test('copies every byte, more than a page of each, and resumes after an interruption', async () => {
    const other = temporaryFolder();
    const from = `sqlite:${join(other.path, 'dwar.db')}`;
    const source = await openLedger(from, { log: silentLog });
    const bodies = Array.from({ length: 45 }, (_, n) => (n === 0 ? Buffer.alloc(0) : randomBytes(n * 100)));
    await source.write(async (unit) => {
      for (const [n, body] of bodies.entries())
        await insertDelivery(unit, {
          deliveryId: `D${n}`,
          sha256: String(n),
          receivedAt: Number.MAX_SAFE_INTEGER - n,
          kind: 'ORDER',
          state: 'APPLIED',
          failures: 0,
          playAt: null,
          proof: 'a"b\u2028',
          transactionId: null,
          authId: n % 2 === 0 ? 'Ä' : 'a',
          problem: null,
          body,
        });
      for (let n = 0; n < 450; n += 1)
        await appendAnyEvent(unit, {
          viewerId: n % 2 === 0 ? 'alice' : 'Zoë',
          type: 'ORDER',
          subject: 's',
          occurredAt: n,
          snapshot: { price: '0.10', text: '₹ 😀' },
        });
    });
    await source.close();
    const to = await postgres.createDatabase();
    const begun = await runInProcess(['migrate', '--from', from, '--to', to]);
    expect([begun.code, begun.stderr]).toEqual([0, '']);
    // As if it had been broken off: some rows are missing, and it is not finished.
    const target = await openLedger(to, { log: silentLog });
    await target.db.deleteFrom('events').where('seq', '>', 100).execute();
    await target.db.updateTable('meta').set({ value: target.epoch }).where('key', '=', 'copy_of').execute();
    await target.close();
    const ended = await runInProcess(['migrate', '--from', from, '--to', to, '--json']);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      isVerifyOnly: false,
      tables: { events: { rows: 450 }, deliveries: { rows: 45 } },
    });
    const copy = await openLedger(to, { log: silentLog });
    const kept = await copy.db.selectFrom('deliveries').select(['delivery_id', 'body']).execute();
    for (const [n, body] of bodies.entries())
      expect(kept.find((row) => row.delivery_id === `D${n}`)?.body.equals(body)).toBe(true);
    // One byte that differs is found.
    await copy.db
      .updateTable('deliveries')
      .set({ body: Buffer.from('x') })
      .where('delivery_id', '=', 'D7')
      .execute();
    await copy.close();
    const changed = await runInProcess(['migrate', '--from', from, '--to', to]);
    expect([changed.code, changed.stderr.includes('deliveries')]).toEqual([1, true]);
    other.remove();
  });

  test('refuses a target with data of its own, and changes nothing there', async () => {
    const to = await postgres.createDatabase();
    const own = await openLedger(to, { log: silentLog });
    const { epoch } = own;
    await own.write((unit) =>
      appendAnyEvent(unit, { viewerId: 'own', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} }),
    );
    await own.close();
    const refused = await migrate(to);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('data of its own');
    const after = await openLedger(to, { log: silentLog });
    expect(after.epoch).toBe(epoch);
    expect(await after.db.selectFrom('viewers').select('viewer_id').execute()).toEqual([
      { viewer_id: 'own' },
    ]);
    await after.close();
  });

  test('refuses what cannot be a copy', async () => {
    const absent = await runInProcess([
      'migrate',
      '--from',
      'sqlite:/nowhere/dwar.db',
      '--to',
      'sqlite:/tmp/never.db',
    ]);
    expect([absent.code, absent.stderr.includes('there is no ledger')]).toEqual([1, true]);
    for (const args of [
      ['--to', sqlite],
      ['--from', 'mysql://x', '--to', sqlite],
      ['--from', sqlite, '--to', sqlite],
    ])
      expect((await runInProcess(['migrate', ...args])).code).toBe(2);
  });
});
