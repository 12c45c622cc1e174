import type { Ledger } from './ledger.js';
import type { Queries } from './unit.js';

const KEY = 'certain_time';

/**
 * The last time that was certain, epoch milliseconds; in a ledger that has none yet, the newest time in it.
 * Null when it is empty.
 */
export async function readCertainTime(db: Queries): Promise<number | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  const stored = Number(row?.value ?? Number.NaN);
  return Number.isFinite(stored) ? stored : await newestTime(db);
}

/** Keeps a time that is certain for the next start. */
export async function saveCertainTime(ledger: Ledger, time: number): Promise<void> {
  const row = { key: KEY, value: String(Math.trunc(time)) };
  await ledger.write(
    async ({ db }) => {
      await db
        .insertInto('meta')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },
    { rank: 'clean-up' },
  );
}

async function newestTime(db: Queries): Promise<number | null> {
  const [event, key, delivery] = await Promise.all([
    db
      .selectFrom('events')
      .select((eb) => eb.fn.max('occurred_at').as('time'))
      .executeTakeFirst(),
    db
      .selectFrom('idempotency_keys')
      .select((eb) => eb.fn.max('updated_at').as('time'))
      .executeTakeFirst(),
    db
      .selectFrom('deliveries')
      .select((eb) => eb.fn.max('received_at').as('time'))
      .executeTakeFirst(),
  ]);
  const times = [event, key, delivery].flatMap((row) => (row?.time == null ? [] : [Number(row.time)]));
  return times.length === 0 ? null : Math.max(...times);
}
