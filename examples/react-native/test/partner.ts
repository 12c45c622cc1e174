import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createDwarClient, documents } from '@dwar/client';

const repository = join(__dirname, '../../..');

/** What `npm run dev` in the repository has started. A test of the repository sets its own addresses. */
const {
  DWAR_URL = 'http://127.0.0.1:4000',
  EMULATOR_URL = 'http://127.0.0.1:4010',
  DWAR_DATA = join(repository, 'data'),
} = process.env;

export const url = `${DWAR_URL}/graphql`;

/** Makes the session token of a user that Dwar has not seen before. */
export function newToken(): string {
  const args = [
    join(repository, 'bin/dwar.mjs'),
    'token',
    '--viewer',
    randomUUID(),
    '--data',
    resolve(DWAR_DATA),
  ];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
}

/** What the emulator says of a transaction that a user has completed or left. */
export type Completion =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: { readonly code: number; readonly message: string } };

/** The user of an account of Zerodha goes through its screens for a transaction. */
export async function complete(transactionId: string, account: string): Promise<Completion> {
  const response = await fetch(`${EMULATOR_URL}/__emulator/transactions/${transactionId}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ broker: 'kite', token: account }),
  });
  if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Completion;
}

/** The same user buys two shares on another device. */
export async function buyElsewhere(token: string): Promise<void> {
  const client = createDwarClient({ url, authorization: () => `Bearer ${token}`, randomId: randomUUID });
  const { createTransaction: created } = await client.mutate(documents.createTransaction, {
    input: {
      idempotencyKey: randomUUID(),
      intent: 'TRANSACTION',
      securities: [{ ticker: 'TCS', quantity: 2, side: 'BUY' }],
    },
  });
  if (created?.__typename !== 'Transaction') throw new Error(JSON.stringify(created));
  await complete(created.gatewayTransactionId, 'lep-ok');
}
