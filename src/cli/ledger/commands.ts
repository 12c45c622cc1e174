import { type Command, Option } from 'commander';
import type { DeliveryState } from '../../ledger/deliveries/deliveries.js';
import type { CliContext } from '../context.js';
import { databaseOption, jsonOption, parseCount, parseTime, parseViewer } from '../options.js';

/** What each state means. Only a type is imported, so that the ledger's code is not loaded for help. */
const STATES = {
  APPLIED: 'applied to the ledger',
  UNMATCHED: 'no viewer owns its transaction or account yet; waits up to 7 days',
  IGNORED: 'reports nothing new, or is of an unknown kind',
  ANOMALY: 'contradicts known state; changed nothing',
  OVERSIZED: 'has more entries than Gateway sends; changed nothing',
  UNREADABLE: 'has a valid checksum but a body that cannot be decoded',
  PENDING: 'will be applied again at the time shown',
  DEAD: 'could not be applied in five attempts; see the log for the reason',
} as const satisfies Record<DeliveryState, string>;

/** Every state of a delivery. */
export const DELIVERY_STATES: readonly string[] = Object.keys(STATES);

const STATES_HELP = `\nStates:\n${Object.entries(STATES)
  .map(([state, meaning]) => `  ${state.padEnd(11)} ${meaning}`)
  .join('\n')}`;

const stateOption = () => new Option('--state <state>', 'only those in this state').choices(DELIVERY_STATES);

const sinceOption = () =>
  new Option(
    '--since <time>',
    'only those received then or later (ISO time, or a date for midnight UTC)',
  ).argParser(parseTime);

const untilOption = () =>
  new Option('--until <time>', 'only those received then or earlier').argParser(parseTime);

/** Adds `dwar deliveries`: commands for received webhooks. */
export function addDeliveries(program: Command, context: CliContext): void {
  const deliveries = program.command('deliveries').description('inspect and replay received webhooks');
  deliveries
    .command('list')
    .description('list received webhooks, newest first')
    .option('--limit <count>', 'maximum number to list', parseCount(1000), 20)
    .addOption(stateOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--raw', 'show personal data unmasked')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', STATES_HELP)
    .action(async (options) => (await import('./deliveries.js')).listReceived(context, options));
  deliveries
    .command('show')
    .description('show one received webhook with its body')
    .argument('<id>', 'id from `dwar deliveries list`')
    .option('--raw', 'show personal data unmasked')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./deliveries.js')).showReceived(context, id, options));
  addReplay(deliveries, context);
}

function addReplay(deliveries: Command, context: CliContext): void {
  deliveries
    .command('replay')
    .description('mark received webhooks for replay by the running server; replaying twice is harmless')
    .argument('[id]', 'id from `dwar deliveries list`')
    .addOption(stateOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--all', 'all webhooks that are kept')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', STATES_HELP)
    .action(async (id, options) => (await import('./replay.js')).replayReceived(context, id, options));
}

/** Adds `dwar explain`: the story of one transaction. */
export function addExplain(program: Command, context: CliContext): void {
  program
    .command('explain')
    .description('say what happened to a transaction and its orders, and what happens next')
    .argument('<id>', 'id of a transaction or batch, or the id that the exchange gave to an order')
    .addOption(new Option('--markdown', 'print Markdown, to be pasted into a report').conflicts('json'))
    .option('--raw', 'show ids unmasked')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./explain.js')).explainId(context, id, options));
}

/** Adds `dwar accounts`: commands for linked broker accounts. */
export function addAccounts(program: Command, context: CliContext): void {
  const accounts = program.command('accounts').description('manage linked broker accounts');
  accounts
    .command('unlink')
    .description('unlink a broker account and delete its holdings and their events')
    .argument('<id>', "Gateway's smallcaseAuthId of the account, or its global id")
    .option('--viewer <id>', 'only if it is linked to this user', parseViewer)
    .option('--yes', 'do not ask for confirmation; required without a terminal')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./accounts.js')).unlinkAccount(context, id, options));
}

const BACKUP_HELP = `
A server may run meanwhile. FILE must not exist; FILE.json gets its checksum, and what is in it.
For PostgreSQL see docs/backup.md.`;

const RESTORE_HELP = `
Stop the server first. The former ledger is kept beside the restored one. Clients that reconnect
receive ResyncRequired. For PostgreSQL see docs/backup.md.`;

/** Adds `dwar backup` and `dwar restore`. */
export function addBackups(program: Command, context: CliContext): void {
  program
    .command('backup')
    .description('copy a ledger in a file while it is in use, and verify the copy')
    .requiredOption('--to <path>', 'file to write, or a folder for a file named by the time')
    .option('--keep <count>', 'remove all but so many of the newest from the folder', parseCount(10_000))
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', BACKUP_HELP)
    .action(async (options) => (await import('./backup.js')).runBackup(context, options));
  program
    .command('restore')
    .description('put a backup in the place of a ledger in a file')
    .requiredOption('--from <file>', 'file that `dwar backup` has made')
    .option('--no-manifest', 'accept a file without its checksum, as another program copies it')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', RESTORE_HELP)
    .action(async (options) => (await import('./restore.js')).runRestore(context, options));
}
