import { setTimeout as pause } from 'node:timers/promises';
import { OperatorLog } from '../../console/operator-log.js';
import { keyFromArgument } from '../../core/ids.js';
import { silentLog } from '../../core/log.js';
import { systemClock } from '../../core/time/clock.js';
import { TRANSACTION_ID_SHAPE } from '../../gateway/wire.js';
import { type DeliveryState, findDelivery } from '../../ledger/deliveries/deliveries.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { userName } from '../user-name.js';
import { type Item, LedgerFeed } from './feed.js';
import { Forwarder, parseForwardUrl } from './forward.js';
import { deliveryLine, eventLine } from './lines.js';
import { isDeliverySelected, isEventSelected, type Selection } from './selection.js';

interface ListenOptions {
  readonly kind?: readonly string[];
  readonly verdict?: readonly DeliveryState[];
  readonly viewer?: string;
  readonly transaction?: string;
  readonly since?: string;
  readonly forwardTo?: string;
  readonly raw?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** How long the ledger is left alone after nothing new was found. */
const POLL_MS = 200;

/**
 * `dwar listen`: prints each delivery and event as the ledger gets it, until it is stopped or its output is
 * closed. Bodies are forwarded or shown unmasked only after the operator log holds who asked for it.
 */
export async function listen(context: CliContext, options: ListenOptions): Promise<void> {
  const url = options.forwardTo === undefined ? null : parseForwardUrl(options.forwardTo);
  const selection = selectionOf(options);
  await withLedger(context, options, async (ledger) => {
    const feed = await LedgerFeed.open(ledger, options.since);
    await recordUse(ledger, url, options.raw === true);
    const forwarder = url === null ? null : new Forwarder(url);
    try {
      await context.runUntilAborted(async (signal) => {
        context.err(`Listening from position ${feed.position}`);
        await follow(context, { ledger, feed, forwarder, selection, options, signal });
      });
    } finally {
      forwarder?.close();
    }
  });
}

function selectionOf({ kind, verdict, viewer, transaction }: ListenOptions): Selection {
  if (transaction === undefined) return { kind, verdict, viewer };
  const transactionId = keyFromArgument('Transaction', transaction, TRANSACTION_ID_SHAPE);
  if (transactionId === null)
    throw new CliError(`${JSON.stringify(transaction)} is not the id of a transaction`, {
      exitCode: EXIT_USAGE,
    });
  return { kind, verdict, viewer, transactionId };
}

/** Records who sees what is not masked. Throws if it cannot be recorded: then nothing is shown. */
async function recordUse(ledger: Ledger, url: URL | null, isRaw: boolean): Promise<void> {
  const log = new OperatorLog({ ledger, clock: systemClock, log: silentLog });
  if (url !== null)
    await log.record(userName(), { action: 'FORWARD_DELIVERIES', subject: `${url.origin}${url.pathname}` });
  if (isRaw) await log.record(userName(), { action: 'LISTEN_RAW' });
}

interface Listening {
  readonly ledger: Ledger;
  readonly feed: LedgerFeed;
  readonly forwarder: Forwarder | null;
  readonly selection: Selection;
  readonly options: ListenOptions;
  readonly signal: AbortSignal;
}

async function follow(context: CliContext, listening: Listening): Promise<void> {
  const { feed, signal } = listening;
  while (!signal.aborted) {
    let found = 0;
    for await (const item of feed.next()) {
      found += 1;
      const line = await lineOf(item, listening);
      // A delivery that was cut off while it was forwarded is forwarded again after its position.
      if (signal.aborted) return;
      if (line !== null && !(await context.print(line))) return;
    }
    if (found === 0) await pause(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

/** The line for an item; null if it is not selected. */
async function lineOf(item: Item, listening: Listening): Promise<string | null> {
  const { ledger, forwarder, selection, options, signal } = listening;
  const style = { isRaw: options.raw === true, isJson: options.json === true };
  const { position } = item;
  if ('event' in item)
    return isEventSelected(item.event, selection) ? eventLine(item.event, position, style) : null;
  const { delivery } = item;
  if (!(await isDeliverySelected(ledger.db, delivery, selection))) return null;
  const isShown = style.isRaw || style.isJson;
  const stored = isShown || forwarder !== null ? await findDelivery(ledger.db, delivery.deliveryId) : null;
  const forwarded =
    forwarder === null || stored === null
      ? null
      : await forwarder.post(delivery.deliveryId, stored.body, signal);
  return deliveryLine(
    { delivery, body: isShown ? (stored?.body ?? null) : null, forwarded, position },
    style,
  );
}
