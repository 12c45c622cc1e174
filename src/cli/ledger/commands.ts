import { type Command, Option } from 'commander';
import type { DeliveryState } from '../../ledger/deliveries.js';
import type { CliContext } from '../context.js';
import { databaseOption, jsonOption, parseCount, parseTime, parseViewer } from '../options.js';

/** What can become of a delivery; a type from the ledger, so that its code is not loaded here. */
const STATES = {
  APPLIED: 'its effect is in the ledger',
  UNMATCHED: 'no viewer owns its transaction or account yet; kept for 7 days',
  IGNORED: 'it reports nothing new, or its kind is unknown',
  ANOMALY: 'it contradicts what is known, and changed nothing',
  OVERSIZED: 'it holds more than Gateway sends, and changed nothing',
  UNREADABLE: 'its proof holds, its body does not make sense',
  PENDING: 'it is played again, at the time shown',
  DEAD: 'applying it failed five times; the log has the reason',
} as const satisfies Record<DeliveryState, string>;

const STATES_HELP = `\nStates:\n${Object.entries(STATES)
  .map(([state, meaning]) => `  ${state.padEnd(11)} ${meaning}`)
  .join('\n')}`;

const stateOption = () =>
  new Option('--state <state>', 'only those in this state').choices(Object.keys(STATES));

const sinceOption = () =>
  new Option(
    '--since <time>',
    'only those received then or later (ISO time; a date is its midnight UTC)',
  ).argParser(parseTime);

const untilOption = () =>
  new Option('--until <time>', 'only those received then or earlier').argParser(parseTime);

/** `dwar deliveries`: the received webhooks. */
export function addDeliveries(program: Command, context: CliContext): void {
  const deliveries = program.command('deliveries').description('look at received webhooks, play them again');
  deliveries
    .command('list')
    .description('list received webhooks, newest first')
    .option('--limit <count>', 'how many', parseCount(1000), 20)
    .addOption(stateOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--raw', 'do not mask personal data')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', STATES_HELP)
    .action(async (options) => (await import('./deliveries.js')).listReceived(context, options));
  deliveries
    .command('show')
    .description('show one received webhook with its body')
    .argument('<id>', 'id from `dwar deliveries list`')
    .option('--raw', 'do not mask personal data')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./deliveries.js')).showReceived(context, id, options));
  addReplay(deliveries, context);
}

function addReplay(deliveries: Command, context: CliContext): void {
  deliveries
    .command('replay')
    .description(
      'mark received webhooks to be played again by the running server; playing twice changes nothing',
    )
    .argument('[id]', 'id from `dwar deliveries list`')
    .addOption(stateOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--all', 'every webhook that is kept')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', STATES_HELP)
    .action(async (id, options) => (await import('./replay.js')).replayReceived(context, id, options));
}

/** `dwar accounts`: the linked broker accounts. */
export function addAccounts(program: Command, context: CliContext): void {
  const accounts = program.command('accounts').description('work on linked broker accounts');
  accounts
    .command('unlink')
    .description('unlink a broker account from the viewer who holds it, with its holdings and their events')
    .argument('<id>', "the account: Gateway's smallcaseAuthId, or its global id")
    .option('--viewer <id>', 'only if this user holds it', parseViewer)
    .option('--yes', 'do not ask; needed where there is no terminal')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./accounts.js')).unlinkAccount(context, id, options));
}
