import { randomUUID } from 'node:crypto';
import type { BuiltDev } from '../support/built-dev.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { controlOf } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';

/** The user of a token buys two shares on another device. Throws if that fails. */
export async function buyAs({ url, emulatorUrl }: BuiltDev, token: string): Promise<void> {
  const { createTransaction: created } = await new GraphqlClient(url, token).ask(CREATE_TRANSACTION, {
    input: {
      idempotencyKey: randomUUID(),
      intent: 'TRANSACTION',
      allowDuplicate: true,
      securities: [{ ticker: 'TCS', quantity: 2, side: 'BUY' }],
    },
  });
  if (created?.__typename !== 'Transaction') throw new Error(JSON.stringify(created));
  const part = { broker: 'kite', token: 'lep-ok' };
  const completed = await controlOf(emulatorUrl).complete(created.gatewayTransactionId, part);
  if (!completed.ok) throw new Error(completed.error.message);
}
