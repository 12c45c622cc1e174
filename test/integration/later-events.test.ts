import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp } from '../support/app.js';
import { EVENT_LOG, FOLLOW_EVENTS, present } from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { type AnyEvent, appendAnyEvent } from '../support/ledger.js';
import { buying, Player } from '../support/player.js';

test('an event of a kind that a later version has added is passed over, and nothing after it is lost', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dwar-test-'));
  const emulator = await startEmulator();
  try {
    const before = await startApp({ dataDir, emulator });
    await (await Player.of(before, 'alice')).create(buying());
    await before.close();

    const ledger = await openLedger(before.databaseUrl, { log: silentLog });
    const unknown = {
      viewerId: 'alice',
      type: 'LATER' as AnyEvent['type'],
      subject: 'x',
      occurredAt: 1,
      snapshot: {},
    };
    await ledger.write((unit) => appendAnyEvent(unit, unknown));
    await ledger.close();

    const app = await startApp({ dataDir, emulator });
    const alice = await Player.of(app, 'alice');
    await alice.create(buying(3));
    const kinds = ['TransactionEvent', 'StreamPosition', 'TransactionEvent'];
    const { edges } = present((await alice.client.ask(EVENT_LOG)).events);
    expect(edges.map(({ node }) => node?.__typename)).toEqual(kinds);
    const [first, ...rest] = edges;
    const stream = alice.client.subscribe(FOLLOW_EVENTS, { after: present(first).cursor });
    for (const { cursor, node } of rest)
      expect((await stream.next()).events).toEqual({ __typename: node?.__typename, cursor });
    stream.stop();
    await app.close();
  } finally {
    await emulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
