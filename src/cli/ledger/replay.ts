import { chooseDeliveries, markForReplay, type ReplaySelection } from '../../ledger/deliveries.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { type ChoiceOptions, readChoice } from './delivery-choice.js';
import { withLedger } from './with-ledger.js';

interface ReplayOptions extends ChoiceOptions {
  readonly all?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** `dwar deliveries replay`: marks webhooks to be played again; the running server plays them. */
export async function replayReceived(
  context: CliContext,
  deliveryId: string | undefined,
  options: ReplayOptions,
): Promise<void> {
  const selection = readSelection(deliveryId, options);
  const marked = await withLedger(context, options, (ledger) => markAll(ledger, selection));
  if (marked === 0 && deliveryId !== undefined)
    throw new CliError(`there is no delivery ${deliveryId} that fits`, {
      hint: 'See `dwar deliveries list`.',
    });
  if (options.json === true) return context.out(JSON.stringify({ marked }));
  if (marked === 0) return context.out('No delivery fits; nothing was marked.');
  context.out(`Marked ${marked} ${marked === 1 ? 'delivery' : 'deliveries'} to be played again.`);
  context.out('The running server plays them within seconds; if none runs, the next one to start does.');
  context.out('`dwar deliveries list` shows what becomes of them.');
}

/** Deliveries marked in one commit: a running server waits for the ledger meanwhile. */
const MARKED_AT_ONCE = 100;

async function markAll(ledger: Ledger, selection: ReplaySelection): Promise<number> {
  const now = Date.now();
  let marked = 0;
  for (let after = ''; ; ) {
    const ids = await chooseDeliveries(ledger.db, selection, { after, limit: MARKED_AT_ONCE });
    if (ids.length > 0) marked += await ledger.write((unit) => markForReplay(unit, ids, now));
    if (ids.length < MARKED_AT_ONCE) return marked;
    after = ids.at(-1) ?? after;
  }
}

function readSelection(deliveryId: string | undefined, options: ReplayOptions): ReplaySelection {
  const choice = readChoice(options);
  const selection = deliveryId === undefined ? choice : { ...choice, deliveryId };
  const isEmpty = Object.keys(selection).length === 0;
  if (isEmpty && options.all !== true) {
    throw usage('say which deliveries to play again', 'Give an id, --state, --since or --until, or --all.');
  }
  if (!isEmpty && options.all === true)
    throw usage('--all goes with no other choice', 'Leave one of them out.');
  return selection;
}

function usage(message: string, hint: string): CliError {
  return new CliError(message, { hint, exitCode: EXIT_USAGE });
}
