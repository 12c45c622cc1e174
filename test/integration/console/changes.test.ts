import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';

interface Change {
  readonly changes: Record<string, unknown> & { readonly __typename: string };
}

const CHANGES = `subscription { changes {
  __typename
  ... on OrderChanged { order { id batchId viewer status provenance isFinal transaction { id } } }
  ... on TransactionChanged { transaction { id viewer status orders { id } } }
  ... on DeliveryReceived { delivery { id kind verdict } }
  ... on DeliveryRejected { rejected { id reason diagnosis body receivedAt } }
  ... on OverviewChanged { at }
} }`;

describe('a subscription of the console', () => {
  let app: TestApp;
  let ledger: Ledger;
  let operators: TestConsole;
  let reader: OperatorClient;

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    operators = openTestConsole(app.app, ledger);
    reader = operators.as(['READER']);
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  const follow = async (client: OperatorClient) => {
    const events = await client.subscribe(CHANGES);
    return {
      until: async (fits: (change: Change['changes']) => boolean) =>
        ((await events.until((event) => fits((event as unknown as Change).changes))) as unknown as Change)
          .changes,
      stop: events.stop,
      failure: () => events.failure(),
    };
  };

  test('sees transactions, deliveries and orders of any viewer, masked', async () => {
    const events = await follow(reader);
    const player = await Player.of(app, 'anya-0123456789');
    const transactionId = await player.create(buying());
    const created = await events.until(({ __typename }) => __typename === 'TransactionChanged');
    expect(created).toMatchObject({
      transaction: { viewer: 'anya…6789', status: 'INITIALIZED', orders: [] },
    });
    await player.complete(transactionId);
    const received = await events.until(({ __typename }) => __typename === 'DeliveryReceived');
    expect(received).toMatchObject({ delivery: { kind: 'ORDER', verdict: 'APPLIED' } });
    const final = await events.until(
      (change) => (change.order as { isFinal?: boolean } | undefined)?.isFinal === true,
    );
    expect(final).toMatchObject({
      order: {
        viewer: 'anya…6789',
        status: 'COMPLETED',
        provenance: 'CONFIRMED',
        transaction: { id: (created.transaction as { id: string }).id },
      },
    });
    events.stop();
  });

  test('sees refused requests; a masked operator without their body', async () => {
    const [hidden, shown] = [
      await follow(reader),
      await follow(operators.as(['READER'], { isMasked: false })),
    ];
    const body = Buffer.from('{}');
    const request = { address: '192.0.2.7', contentType: 'application/json', sizeBytes: body.length };
    app.app.rejectedDeliveries.add({ ...request, reason: 'malformed', body });
    const isRejection = ({ __typename }: Change['changes']) => __typename === 'DeliveryRejected';
    const seen = await shown.until(isRejection);
    const [rejected] = app.app.rejectedDeliveries.list();
    if (rejected === undefined) throw new Error('the refused request was not remembered');
    const { id, reason, diagnosis } = rejected;
    const expected = { id, reason, diagnosis, receivedAt: new Date(rejected.receivedAt).toISOString() };
    expect(diagnosis).not.toEqual([]);
    expect(await hidden.until(isRejection)).toMatchObject({ rejected: { ...expected, body: null } });
    expect(seen).toMatchObject({ rejected: { ...expected, body: '{}' } });
    const list = '{ rejectedDeliveries { id reason diagnosis receivedAt body } }';
    expect(await reader.ask(list)).toEqual({ rejectedDeliveries: [{ ...expected, body: null }] });
    hidden.stop();
    shown.stop();
  });

  test('says within a second that the overview has changed, and a delivery that was played again', async () => {
    const events = await follow(reader);
    const { deliveries } = await reader.ask<{ deliveries: { nodes: { id: string }[] } }>(
      '{ deliveries(first: 1) { nodes { id } } }',
    );
    const id = deliveries.nodes[0]?.id;
    await operators.as(['OPERATOR']).ask('mutation ($id: ID!) { replayDelivery(id: $id) { id } }', { id });
    expect(await events.until(({ __typename }) => __typename === 'DeliveryReceived')).toMatchObject({
      delivery: { id },
    });
    expect(await events.until(({ __typename }) => __typename === 'OverviewChanged')).toMatchObject({
      at: expect.stringMatching(/Z$/),
    });
    events.stop();
  });

  test('ends when it is stopped, and when the gateway is closed', async () => {
    const stopped = await follow(reader);
    stopped.stop();
    expect(String(await stopped.failure())).toContain('complete');
    const other = await startApp({ env: { CONSOLE: 'on' } });
    const others = await openLedger(other.databaseUrl, { log: silentLog });
    const events = await follow(openTestConsole(other.app, others).as(['READER']));
    await others.close();
    await other.close();
    expect(String(await events.failure())).toContain('complete');
  });
});
