import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startApp, type TestApp } from '../support/app.js';
import { FOLLOW_EVENTS, HOLDINGS_OF, ORDER_IDS } from '../support/documents.js';
import { figure } from '../support/faults.js';
import { Player } from '../support/player.js';
import { runInProcess } from '../support/cli.js';
import {
  hasServices,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { readProjectFile } from '../support/source-files.js';
import { type LoggedStatement, StatementLog } from '../support/statement-log.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

/**
 * Whether the product can be cut by viewer: PostgreSQL logs every statement while viewers do what viewers do, and
 * each that touches a table of viewers must name one viewer's rows. Those that cannot are named in docs/scale.md.
 */

const VIEWER_TABLES =
  /\b(?:viewers|idempotency_keys|broker_accounts|account_claims|transactions|timeline|orders|holdings|investments|mutual_fund_imports|mutual_fund_statements|otp_calls|pending_actions|deliveries|events|ended_sessions|webhook_deliveries|webhook_lanes)\b/;
const VIEWERS = ['viewer-alpha', 'viewer-beta'] as const;

/** Statements without a viewer, by the name that docs/scale.md gives them. */
const EXCEPTIONS: Readonly<Record<string, RegExp>> = {
  'due deliveries': /^select "delivery_id", "play_at" from "deliveries" where "play_at"/,
  'due reads':
    /from "(?:holdings|investments)" where "read_at" is not null|from "transactions" where "read_at" (?:<=|>) \$1 order/,
  'reads brought forward': /^update "transactions" set "read_at" = \d+ \+ case/,
  'locks of a commit': /^with writers as materialized/,
  'clean-up':
    /^(?:select|delete|with) .* where .*"?(?:occurred_at|received_at|updated_at|called_at|ended_at)"? </,
  'ends of sessions': /from \(select 1\) as one left join ended_sessions/,
  'queue of outgoing webhooks': /from "webhook_deliveries" where "state" = \$1/,
  'counts for operators': /^select count\(\*\) as "?count"? from \(/,
  'lists for operators': /^select .* from "deliveries" where 1 = 1 order by "received_at" desc/,
};
/** Several rows by their keys: works of one commit share such a statement. */
const BY_KEYS = /json_array_elements_text|json_to_recordset/;
/** A webhook that came before its viewer is known. */
const UNKNOWN = { transactionId: `TRX_${'e'.repeat(32)}`, smallcaseAuthId: 'e'.repeat(24) };

let postgres: TestPostgres;
let redis: TestRedis;
let app: TestApp;
let log: StatementLog;
let databaseUrl: string;

async function useAs(viewer: string): Promise<void> {
  const player = await Player.of(app, viewer);
  const events = player.client.subscribe(FOLLOW_EVENTS);
  await events.next();
  const account = await player.connect(`lep-ok-${viewer.length}`);
  await player.bought();
  await player.bought();
  await player.client.ask(ORDER_IDS);
  await player.client.ask(HOLDINGS_OF, { id: account.id });
  events.stop();
}

/** The ids of everything that is a viewer's. */
async function idsOf(viewer: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `select transaction_id as id from transactions where viewer_id = $1
     union select batch_id from orders where viewer_id = $1
     union select auth_id from broker_accounts where viewer_id = $1
     union select delivery_id from deliveries where transaction_id in
       (select transaction_id from transactions where viewer_id = $1)
     union select sha256 from deliveries where transaction_id in
       (select transaction_id from transactions where viewer_id = $1)
     union select proof from deliveries where transaction_id in
       (select transaction_id from transactions where viewer_id = $1)`,
    [viewer],
  );
  await client.end();
  return [viewer, ...rows.map(({ id }) => id)];
}

(hasServices ? describe : describe.skip)('the statements of the product', () => {
  let statements: readonly LoggedStatement[];
  const ids = new Map<string, readonly string[]>();

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    log = await StatementLog.of(postgres);
    databaseUrl = await postgres.createDatabase();
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
    // Migrations are no part of it.
    await (await startApp({ env })).close();
    log.take();
    app = await startApp({ env });
    for (const viewer of VIEWERS) await useAs(viewer);
    await deliver(app.url, signed({ ...UNKNOWN, orderBatches: [batch(newBatchId())] }));
    await fetch(`${app.url}/metrics`);
    await runInProcess(['deliveries', 'list'], env);
    await app.clock.advance(11 * 60_000);
    const taken: LoggedStatement[] = [];
    await until('the clean-up has come to its last table', () => {
      taken.push(...log.take());
      return taken.some(({ text }) => text.includes('"console_sessions"'));
    });
    for (const viewer of VIEWERS) ids.set(viewer, await idsOf(viewer));
    ids.set('unknown', Object.values(UNKNOWN));
    statements = taken.filter(
      ({ text }) => VIEWER_TABLES.test(text) && !/information_schema|pg_catalog/.test(text),
    );
  }, 120_000);

  afterAll(async () => {
    await app?.close();
    await Promise.all([postgres?.close(), redis?.close()]);
  });

  const named = ({ parameters, text }: LoggedStatement) =>
    [...ids].filter(([, own]) => own.some((id) => parameters.includes(id) || text.includes(id)));

  test('of a viewer name one viewer each, and the others are known', () => {
    const unknown = statements
      .filter((statement) => named(statement).length === 0)
      .filter(({ text }) => !Object.values(EXCEPTIONS).some((pattern) => pattern.test(text)));
    expect([...new Set(unknown.map(({ text }) => text))]).toEqual([]);
  });

  test('name several viewers only by a list of keys, as works of one commit do', () => {
    const both = statements.filter((each) => named(each).length > 1 && !BY_KEYS.test(each.text));
    expect([...new Set(both.map(({ text }) => text))]).toEqual([]);
    figure('statements on tables of viewers', statements.length);
  });

  test('that name no viewer are all there, and have their row in docs/scale.md', () => {
    const page = readProjectFile('docs/scale.md');
    for (const [name, pattern] of Object.entries(EXCEPTIONS)) {
      expect([name, statements.some(({ text }) => pattern.test(text))]).toEqual([name, true]);
      expect(page).toContain(`| ${name} |`);
    }
  });
});
