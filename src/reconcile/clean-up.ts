import type { CertainTime } from '../core/time/certain-time.js';
import type { Clock } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { saveCertainTime } from '../ledger/certain-time.js';
import { trimConsoleLogins } from '../ledger/console/logins.js';
import { trimConsoleSessions } from '../ledger/console/sessions.js';
import { trimDeliveries } from '../ledger/deliveries/deliveries.js';
import { trimEvents } from '../ledger/events.js';
import { trimHoldings, trimTransactions } from '../ledger/erasure/retention.js';
import { trimIdempotencyKeys } from '../ledger/idempotency.js';
import { trimDeadWebhooks } from '../ledger/outgoing/deliveries.js';
import { trimOtpCalls } from '../ledger/mutual-funds/otp-calls.js';
import type { Ledger } from '../ledger/ledger.js';
import { trimSessionEnds } from '../ledger/sessions/ended-sessions.js';
import type { Unit } from '../ledger/unit.js';
import { trimPendingActions } from '../ledger/pending-actions.js';

const DAY_MS = 24 * 3_600_000;
const EVERY_MS = 10 * 60_000;
/**
 * Removed in one commit: what waits behind it waits for some milliseconds (guarantee G12). A delivery may
 * have 10 MiB.
 */
const BATCH = { rows: 100, bytes: 4 * 1024 * 1024 };
/** OTP calls are counted for one transaction, which lives for less than an hour, and for minutes. */
const OTP_CALL_DAYS = 1;
/** Days for which deliveries of an unknown transaction or account are kept. */
const UNMATCHED_DAYS = 7;

interface Options {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The time that decides deletions. */
  readonly certain: Pick<CertainTime, 'isCertain' | 'now'>;
  readonly log: Log;
  readonly eventDays: number;
  readonly inboxDays: number;
  readonly idempotencyHours: number;
  /** How long an end of sessions is kept. */
  readonly tokenDays: number;
  /** For finished transactions with their orders. Default: for ever. */
  readonly transactionDays?: number | undefined;
  /** Default: for as long as their account is linked. */
  readonly holdingsDays?: number | undefined;
}

/** Removes expired rows every ten minutes, in small batches, until the result is closed. */
export function startCleanUp(options: Options): { close(): Promise<void> } {
  let cancel = () => {};
  let running = keepTime(options);
  const plan = (): void => {
    cancel = options.clock.after(EVERY_MS, () => {
      running = keepTime(options)
        .then(() => cleanUp(options))
        .catch((error: unknown) => options.log.error({ err: describeError(error) }, 'clean-up failed'))
        .then(plan);
    });
  };
  plan();
  return {
    async close() {
      cancel();
      await running;
      cancel();
    },
  };
}

/** Saves the time for the next start, if it is certain. */
async function keepTime({ ledger, certain, log }: Options): Promise<void> {
  if (!certain.isCertain) return;
  await saveCertainTime(ledger, certain.now()).catch((error: unknown) =>
    log.warn({ err: describeError(error) }, 'saving the time for the next start failed'),
  );
}

/** Removes everything that has expired. */
export async function cleanUp({
  ledger,
  certain,
  eventDays,
  inboxDays,
  idempotencyHours,
  tokenDays,
  transactionDays,
  holdingsDays,
}: Options): Promise<void> {
  const now = certain.now();
  const times = { before: now - inboxDays * DAY_MS, unmatchedBefore: now - UNMATCHED_DAYS * DAY_MS };
  const steps: ((unit: Unit) => Promise<number>)[] = [
    (unit) => trimEvents(unit, now - eventDays * DAY_MS, BATCH.rows),
    // Without its event a dead letter cannot be sent again.
    (unit) => trimDeadWebhooks(unit, now - eventDays * DAY_MS, BATCH.rows),
    (unit) => trimDeliveries(unit, times, BATCH),
    // Nothing else ends them: they are kept as long as the deliveries that reported them.
    (unit) => trimPendingActions(unit, times.before, BATCH.rows),
    (unit) => trimOtpCalls(unit, now - OTP_CALL_DAYS * DAY_MS, BATCH.rows),
    (unit) => trimIdempotencyKeys(unit, now - idempotencyHours * 3_600_000, BATCH.rows),
    (unit) => trimConsoleLogins(unit, now, BATCH.rows),
    (unit) => trimConsoleSessions(unit, now, BATCH.rows),
    (unit) => trimSessionEnds(unit, now - tokenDays * DAY_MS, BATCH.rows),
  ];
  if (transactionDays !== undefined) {
    // A key that returns its transaction needs it.
    const days = Math.max(transactionDays, Math.ceil(idempotencyHours / 24) + 1);
    steps.push((unit) => trimTransactions(unit, now - days * DAY_MS, BATCH.rows));
  }
  for (const step of steps) while ((await ledger.write(step, { rank: 'clean-up' })) > 0);
  if (holdingsDays !== undefined) await trimHoldings(ledger, now - holdingsDays * DAY_MS);
}
