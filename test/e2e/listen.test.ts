import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { spawnBuilt } from '../support/built-dev.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { randomStream } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { hasServices, startPostgres, startRedis } from '../support/services.js';
import { until } from '../support/until.js';
import { deliver, signed } from '../support/webhook.js';

const DELIVERIES = 240;
const SENT_TOGETHER = 6;
/** Lines that a listener reads at most before it is killed. */
const LINES_MAX = 25;
const random = randomStream(11);

let emulator: TestEmulator;
let gateway: GatewayProcess;
const running: ChildProcess[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => emulator.close());

interface Line {
  readonly deliveryId?: string;
  readonly position: string;
}

/** A listener in a process of its own, once it listens. */
async function listen(since: string | null) {
  const args = ['listen', '--json', ...(since === null ? [] : ['--since', since])];
  const { DATABASE_URL = '' } = gateway.env;
  const child = spawnBuilt(args, { DATABASE_URL });
  running.push(child);
  const [said] = (await once(createInterface(child.stderr as NonNullable<typeof child.stderr>), 'line')) as [
    string,
  ];
  const [, position] = /^Listening from position (\S+)$/.exec(said) ?? [];
  if (position === undefined) throw new Error(said);
  return { child, position };
}

/**
 * Sends deliveries that no transaction is known for: each is stored, and none is applied. A fast server would store
 * them all during the start of one listener: each quarter begins when one more was killed.
 */
async function sendAll(kills: () => number): Promise<void> {
  for (let sent = 0; sent < DELIVERIES; sent += SENT_TOGETHER) {
    const quarter = Math.floor((4 * sent) / DELIVERIES);
    await until('a listener that was killed', () => kills() >= quarter);
    const bodies = Array.from({ length: SENT_TOGETHER }, (_, index) =>
      signed({
        transactionId: `TRX_${(sent + index).toString(16).padStart(32, '0')}`,
        orderBatches: [],
        smallcaseAuthId: '5f0321b5f3743c31d95abd35',
      }),
    );
    const answers = await Promise.all(bodies.map((body) => deliver(gateway.url, body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
  }
}

async function storedIds(): Promise<readonly string[]> {
  const ledger = await openLedger(gateway.env.DATABASE_URL ?? '', { log: silentLog });
  const rows = await ledger.db.selectFrom('deliveries').select('delivery_id').execute();
  await ledger.close();
  return rows.map((row) => row.delivery_id);
}

function testKills(): void {
  test('that is killed at random while a server writes leaves nothing out and repeats nothing', async () => {
    const before = new Set(await storedIds());
    let { child, position } = await listen(null);
    const seen: string[] = [];
    let kills = 0;
    let isSending = true;
    const sending = sendAll(() => kills).finally(() => {
      isSending = false;
    });
    while (seen.length < DELIVERIES) {
      const killAfter = isSending ? 1 + Math.floor(random() * LINES_MAX) : Number.POSITIVE_INFINITY;
      let read = 0;
      // The last line may have been cut off by the kill.
      for await (const text of createInterface(child.stdout as NonNullable<typeof child.stdout>)) {
        const line = text.endsWith('}') ? (JSON.parse(text) as Line) : null;
        if (line === null) break;
        position = line.position;
        if (line.deliveryId !== undefined) seen.push(line.deliveryId);
        read += 1;
        if (read === killAfter) child.kill('SIGKILL');
        if (seen.length === DELIVERIES) break;
      }
      if (seen.length === DELIVERIES) break;
      kills += 1;
      ({ child } = await listen(position));
    }
    await sending;
    const stored = (await storedIds()).filter((id) => !before.has(id));
    expect(stored).toHaveLength(DELIVERIES);
    expect([...seen].sort()).toEqual([...stored].sort());
    expect(kills).toBeGreaterThan(2);
  }, 180_000);
}

describe('dwar listen on SQLite', () => {
  beforeAll(async () => {
    gateway = await startGatewayProcess(emulator);
  });
  afterAll(() => gateway.close());

  testKills();

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('ends with 0 on %s', async (signal) => {
    const { child } = await listen(null);
    const exited = once(child, 'exit');
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  test('ends with 0 when the reader of its output is gone', async () => {
    const { child } = await listen(null);
    const exited = once(child, 'exit');
    child.stdout?.destroy();
    await deliver(
      gateway.url,
      signed({
        smallcaseAuthId: '5f0321b5f3743c31d95abd35',
        transactionId: `TRX_${'f'.repeat(32)}`,
        orderBatches: [],
      }),
    );
    expect(await exited).toEqual([0, null]);
  });
});

(hasServices ? describe : describe.skip)('dwar listen on PostgreSQL', () => {
  const servers: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    servers.push(postgres, redis);
    const DATABASE_URL = await postgres.createDatabase();
    gateway = await startGatewayProcess(emulator, { DATABASE_URL, REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await gateway.close();
    for (const server of servers) await server.close();
  });

  testKills();
});
