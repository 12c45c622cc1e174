import { markForReplay } from '../../ledger/deliveries/deliveries.js';
import { chooseDeliveries, type ReplaySelection } from '../../ledger/deliveries/delivery-queries.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { type ChoiceOptions, readChoice } from './delivery-choice.js';
import { withLedger } from './with-ledger.js';

interface ReplayOptions extends ChoiceOptions {
  readonly all?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** `dwar deliveries replay`: marks webhooks for replay by the running server. */
export async function replayReceived(
  context: CliContext,
  deliveryId: string | undefined,
  options: ReplayOptions,
): Promise<void> {
  const selection = readSelection(deliveryId, options);
  const marked = await withLedger(context, options, (ledger) => markAll(ledger, selection));
  if (marked === 0 && deliveryId !== undefined)
    throw new CliError(`no delivery ${deliveryId} matches`, {
      hint: 'See `dwar deliveries list`.',
    });
  if (options.json === true) return context.out(JSON.stringify({ marked }));
  if (marked === 0) return context.out('No delivery matches; nothing was marked.');
  context.out(`Marked ${marked} ${marked === 1 ? 'delivery' : 'deliveries'} for replay.`);
  context.out(
    'The running server replays them within seconds; without one, the next server does at its start.',
  );
  context.out('`dwar deliveries list` shows the outcome.');
}

/** Deliveries marked per commit, during which a running server waits for the ledger. */
const BATCH_SIZE = 100;

async function markAll(ledger: Ledger, selection: ReplaySelection): Promise<number> {
  const now = Date.now();
  let marked = 0;
  for (let after = ''; ; ) {
    const ids = await chooseDeliveries(ledger.db, selection, { after, limit: BATCH_SIZE });
    if (ids.length > 0) marked += await ledger.write((unit) => markForReplay(unit, ids, now));
    if (ids.length < BATCH_SIZE) return marked;
    after = ids.at(-1) ?? after;
  }
}

function readSelection(deliveryId: string | undefined, options: ReplayOptions): ReplaySelection {
  const choice = readChoice(options);
  const selection = deliveryId === undefined ? choice : { ...choice, deliveryId };
  const isEmpty = Object.keys(selection).length === 0;
  if (isEmpty && options.all !== true) {
    throw usage('no deliveries were selected', 'Pass an id, --state, --since, --until or --all.');
  }
  if (!isEmpty && options.all === true)
    throw usage('--all excludes an id and the other selections', 'Leave one of them out.');
  return selection;
}

function usage(message: string, hint: string): CliError {
  return new CliError(message, { hint, exitCode: EXIT_USAGE });
}
