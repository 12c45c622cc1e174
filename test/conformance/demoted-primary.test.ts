import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLog } from '../../src/core/log.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { type CuttableProxy, startCuttableProxy } from '../support/cuttable-proxy.js';
import { figure } from '../support/faults.js';
import { appendAnyEvent } from '../support/ledger.js';
import { hasServices, query, serviceTest, startPostgres, type TestPostgres } from '../support/services.js';
import { startStandby, type TestStandby } from '../support/standby.js';
import { until } from '../support/until.js';

/** From a server that can be written to the first of an unbroken row of commits: the aim, and what fails. */
const RECOVERY_AIM_MS = 1_000;
const RECOVERY_FAILS_MS = 5 * RECOVERY_AIM_MS;
const CLIENTS = 12;

const setReadOnly = async ({ port }: { readonly port: number }, to: 'on' | 'off') => {
  await query(port, `alter system set default_transaction_read_only = ${to}`);
  await query(port, 'select pg_reload_conf()');
  await until('the setting is in force', async () => {
    const [row] = await query(port, 'show default_transaction_read_only');
    return row?.default_transaction_read_only === to;
  });
};

/** Clients that write and read without a pause, and what each of their writes came to. */
class Load {
  readonly outcomes: { readonly at: number; readonly isStored: boolean }[] = [];
  #isEnded = false;
  readonly #running: Promise<unknown>;

  constructor(private readonly ledger: Ledger) {
    this.#running = Promise.all(Array.from({ length: CLIENTS }, () => this.#run()));
  }

  /** Waits for so many more outcomes of writes. */
  async more(count: number): Promise<void> {
    const wanted = this.outcomes.length + count;
    await until('the clients have written', () => this.outcomes.length >= wanted);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const event = { viewerId: 'alice', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} } as const;
    while (!this.#isEnded) {
      await this.ledger.db
        .selectFrom('viewers')
        .selectAll()
        .execute()
        .catch(() => {});
      const isStored = await this.ledger
        .write((unit) => appendAnyEvent(unit, event))
        .then(
          () => true,
          () => false,
        );
      this.outcomes.push({ at: performance.now(), isStored });
      await pause(1);
    }
  }
}

(hasServices ? describe : describe.skip)('a PostgreSQL that cannot be written any more', () => {
  let primary: TestPostgres;
  let ledger: Ledger;
  let load: Load | undefined;
  let url: URL;
  let database: CuttableProxy;
  let serving: { readonly port: number };
  let standby: TestStandby | undefined;

  beforeAll(async () => {
    primary = await startPostgres({ fsync: false });
  });
  beforeEach(async () => {
    serving = primary;
    database = await startCuttableProxy(() => serving.port);
    url = new URL(await primary.createDatabase());
    url.port = String(database.port);
    ledger = await openLedger(url.href, { log: silentLog });
  });
  afterEach(async () => {
    await load?.end();
    load = undefined;
    await ledger.close();
    await database.close();
    await setReadOnly(primary, 'off');
  });
  afterAll(async () => {
    await standby?.close();
    await primary.close();
  });

  /** When the last write failed, after `since`; `since` itself if none did. */
  const lastFailure = (since: number) =>
    Math.max(since, ...(load?.outcomes ?? []).filter(({ isStored }) => !isStored).map(({ at }) => at));

  serviceTest('is used again within a second of being writable, under load', async () => {
    load = new Load(ledger);
    await load.more(100);
    await setReadOnly(primary, 'on');
    await until('writes are refused', () => load?.outcomes.at(-1)?.isStored === false);
    await setReadOnly(primary, 'off');
    const since = performance.now();
    await until('writes are stored', () => load?.outcomes.at(-1)?.isStored === true);
    await load.more(500);
    const recoveryMs = lastFailure(since) - since;
    figure(
      'from a writable PostgreSQL to the last refusal, ms',
      `${Math.round(recoveryMs)} (aim ${RECOVERY_AIM_MS})`,
    );
    expect(recoveryMs).toBeLessThan(RECOVERY_FAILS_MS);
  });

  serviceTest('loses its sessions to the one that serves instead, though it keeps them open', async () => {
    load = new Load(ledger);
    await load.more(100);
    const next = await startStandby(primary);
    standby = next;
    await next.caughtUp();
    await setReadOnly(primary, 'on');
    await until('writes are refused', () => load?.outcomes.at(-1)?.isStored === false);
    await next.caughtUp();
    await next.promote();
    serving = next;
    const since = performance.now();
    await until('writes are stored', () => load?.outcomes.at(-1)?.isStored === true);
    await load.more(500);
    const recoveryMs = lastFailure(since) - since;
    figure(
      'from a promoted standby to the last refusal, ms',
      `${Math.round(recoveryMs)} (aim ${RECOVERY_AIM_MS})`,
    );
    expect(recoveryMs).toBeLessThan(RECOVERY_FAILS_MS);
    await until('no session of it is left', async () => (await sessionsOf(primary.port)) === 0);
  });

  serviceTest(
    'is noticed without a write, so that nothing is read from it for longer than a second',
    async () => {
      await ledger.check();
      const { connections } = database;
      await setReadOnly(primary, 'on');
      await until('the sessions are closed', async () => (await sessionsOf(primary.port)) === 0);
      await expect(ledger.db.selectFrom('viewers').selectAll().execute()).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
      });
      expect(database.connections).toBeGreaterThan(connections);
    },
  );
});

async function sessionsOf(port: number): Promise<number> {
  const rows = await query(port, "select 1 from pg_stat_activity where application_name = 'dwar'");
  return rows.length;
}
