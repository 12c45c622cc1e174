import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { silentLog } from '../../src/core/log.js';
import { startNewEpoch } from '../../src/ledger/maintenance/new-epoch.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { appendAnyEvent } from '../support/ledger.js';
import { hasServices, startPostgres, type TestPostgres } from '../support/services.js';

(hasServices ? describe : describe.skip)('the history of a PostgreSQL', () => {
  let server: TestPostgres;
  let url: string;
  let ledgers: Ledger[];
  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    url = await server.createDatabase();
    ledgers = [];
  });
  afterEach(async () => {
    for (const ledger of ledgers) await ledger.close();
  });

  async function open(): Promise<Ledger & { readonly changes: string[] }> {
    const ledger = await openLedger(url, { log: silentLog });
    ledgers.push(ledger);
    const changes: string[] = [];
    ledger.onNewEpoch(() => changes.push(ledger.epoch));
    return Object.assign(ledger, { changes });
  }

  /** Runs statements as another client does. */
  async function run(...statements: string[]): Promise<pg.QueryResult[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    await client.end();
    return results;
  }

  /**
   * What a dump that is restored leaves: the same rows in another table. Every connection is lost, as it is
   * then.
   */
  const restore = () =>
    run(
      'alter table meta rename to meta_before',
      'create table meta (like meta_before including all)',
      'insert into meta select * from meta_before',
      'drop table meta_before',
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dwar' and datname = current_database()",
    );

  /** Asks until it is answered: the first query after a cut may find its connection gone. */
  async function answered(ledger: Ledger): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      try {
        return void (await ledger.db.selectFrom('viewers').selectAll().execute());
      } catch {}
    }
    throw new Error('the ledger is not back');
  }

  async function until(isSo: () => boolean): Promise<void> {
    const giveUpAt = Date.now() + 10_000;
    while (!isSo()) {
      expect(Date.now()).toBeLessThan(giveUpAt);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Waits until an instance has looked at the server: each does every second. */
  async function nextCheck(): Promise<void> {
    const [now] = await run('select clock_timestamp()::text as now');
    const checked = `select 1 from pg_stat_activity where application_name = 'dwar'
      and datname = current_database() and query like '%server_start%'
      and query_start > '${String(now?.rows[0]?.now)}'`;
    const giveUpAt = Date.now() + 10_000;
    while ((await run(checked))[0]?.rowCount === 0) expect(Date.now()).toBeLessThan(giveUpAt);
  }

  const stored = async () => (await run("select value from meta where key = 'epoch'"))[0]?.rows[0]?.value;

  test('that stays what it was keeps the epoch over restarts and lost connections', async () => {
    const ledger = await open();
    const { epoch, name } = ledger;
    await server.kill();
    await server.start();
    await answered(ledger);
    const other = await open();
    expect([ledger.epoch, other.epoch, other.name, ledger.changes]).toEqual([epoch, epoch, name, []]);
  });

  test('that changes gives every instance the same one new epoch before anything is read', async () => {
    const [a, b] = [await open(), await open()];
    const { epoch, name } = a;
    await restore();
    await Promise.all([a, b, a, b].map(answered));
    expect(a.epoch).not.toBe(epoch);
    expect([a.changes, b.changes]).toEqual([[a.epoch], [a.epoch]]);
    expect([await stored(), a.name, b.name]).toEqual([a.epoch, name, name]);
    expect((await open()).epoch).toBe(a.epoch);
  });

  test('that changed while no instance ran is noticed at the start, once', async () => {
    const first = await open();
    const { epoch } = first;
    await first.close();
    ledgers.pop();
    await restore();
    const [a, b] = await Promise.all([open(), open()]);
    expect(a.epoch).not.toBe(epoch);
    expect(b.epoch).toBe(a.epoch);
  });

  test('that was never noted keeps the epoch', async () => {
    const { epoch } = await open();
    await run("delete from meta where key in ('history', 'server_start')");
    expect((await open()).epoch).toBe(epoch);
  });

  test('that a version has noted which knows no start of the server keeps the epoch', async () => {
    const { epoch } = await open();
    await run("delete from meta where key = 'server_start'");
    await server.kill();
    await server.start();
    expect((await open()).epoch).toBe(epoch);
  });

  test('of a server that was started while no instance ran gets a new epoch, once', async () => {
    const first = await open();
    await first.close();
    ledgers.pop();
    await server.stop();
    await server.start();
    const [a, b] = await Promise.all([open(), open()]);
    expect(a.epoch).not.toBe(first.epoch);
    expect([b.epoch, (await open()).epoch]).toEqual([a.epoch, a.epoch]);
  });

  test('of an older disk that was put back gets one new epoch, for an instance that ran and one that did not', async () => {
    const commit = (ledger: Ledger) =>
      ledger.write((unit) =>
        appendAnyEvent(unit, { viewerId: 'a', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} }),
      );
    const [shown] = await run('show data_directory');
    const data = String(shown?.rows[0]?.data_directory);
    const a = await open();
    const { epoch } = a;
    await commit(a);
    await server.stop();
    execFileSync('cp', ['-a', data, `${data}.snapshot`]);
    await server.start();
    await answered(a);
    for (let n = 0; n < 20; n += 1) await commit(a);
    await nextCheck();
    expect(a.changes).toEqual([]);

    await server.kill();
    rmSync(data, { recursive: true });
    renameSync(`${data}.snapshot`, data);
    await server.start();
    await answered(a);
    const b = await open();
    expect(a.epoch).not.toBe(epoch);
    expect([a.changes, b.epoch, b.changes]).toEqual([[a.epoch], a.epoch, []]);
  });

  test('is given one new epoch by instances that see at once that events are lost', async () => {
    const [a, b] = [await open(), await open()];
    const { epoch } = a;
    await Promise.all([a.renewEpoch(epoch), b.renewEpoch(epoch), a.renewEpoch(epoch)]);
    expect(a.epoch).not.toBe(epoch);
    expect([a.changes, b.changes]).toEqual([[a.epoch], [a.epoch]]);
    expect(await stored()).toBe(a.epoch);
  });

  test('is followed by a running instance when a person gives it another epoch', async () => {
    const [a, b] = [await open(), await open()];
    const epoch = await startNewEpoch(b);
    await until(() => a.epoch === epoch);
    expect(a.changes).toEqual([epoch]);
  });

  test('may be unreadable: the ledger works, and lost events are still noticed', async () => {
    const owner = `app_${url.split('/').at(-1)}`;
    await run(
      `create role ${owner} login`,
      `grant all on schema public to ${owner}`,
      `grant create, connect on database ${url.split('/').at(-1)} to ${owner}`,
      'revoke execute on function pg_control_system() from public',
    );
    const admin = url;
    url = url.replace('dwar@', `${owner}@`);
    const ledger = await open();
    const { epoch } = ledger;
    await ledger.check();
    await ledger.renewEpoch(epoch);
    expect(ledger.changes).toEqual([ledger.epoch]);
    url = admin;
    await run('grant execute on function pg_control_system() to public');
  });

  test('is read by a role without any privilege of its own', async () => {
    const role = `plain_${url.split('/').at(-1)}`;
    await run(`create role ${role} login`, `grant all on schema public to ${role}`);
    const admin = url;
    url = url.replace('dwar@', `${role}@`);
    const ledger = await open();
    const { rows } = await sql<{ value: string }>`select value from meta where key = 'history'`.execute(
      ledger.db,
    );
    expect(rows[0]?.value).toMatch(/^\d+\/00000001\/\d+$/);
    url = admin;
  });
});
