import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { Queries } from '../../src/ledger/unit.js';
import { sessionToken } from '../support/app.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying } from '../support/player.js';

/**
 * Every delivery that was acknowledged is in its viewer's log, once, and the numbers of the log have no gap
 * (guarantees G2, G3, G6). The first event of each log is the creation of its transaction.
 */
export async function expectWholeLogs(
  db: Queries,
  acknowledged: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const [viewerId, batchIds] of acknowledged) {
    const { rows } = await sql<{ seq: number; subject: string; type: string }>`select seq, subject, type
      from events where viewer_id = ${viewerId} order by seq`.execute(db);
    const orders = rows.filter(({ type }) => type === 'ORDER').map(({ subject }) => subject);
    expect(new Set(orders).size).toBe(orders.length);
    expect(batchIds.filter((id) => !orders.includes(id))).toEqual([]);
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
  }
}

/** Each key that is used at all instances at once makes one transaction (guarantee G1). */
export async function expectOneEach(instances: readonly GatewayProcess[], keys: number): Promise<void> {
  const token = await sessionToken('once');
  const clients = instances.map(({ url }) => new GraphqlClient(url, token));
  const made = await Promise.all(
    Array.from({ length: keys }, (_, key) =>
      Promise.all(
        clients.map(async (client) => {
          const input = { idempotencyKey: `key ${key}`, allowDuplicate: true, ...buying() };
          const { createTransaction } = await client.ask(CREATE_TRANSACTION, { input });
          return createTransaction?.__typename === 'Transaction'
            ? createTransaction.id
            : JSON.stringify(createTransaction);
        }),
      ),
    ),
  );
  for (const ids of made) expect(new Set(ids).size).toBe(1);
  expect(new Set(made.flat()).size).toBe(keys);
  await Promise.all(clients.map((client) => client.close()));
}
