import { type Command, Option } from 'commander';
import type { EventType } from '../../ledger/event-record.js';
import type { CliContext } from '../context.js';
import { DELIVERY_STATES } from '../ledger/commands.js';
import { databaseOption, jsonOption, parseViewer } from '../options.js';

/** Only a type is imported, so that the ledger's code is not loaded for help. */
const DELIVERY_KINDS = ['ORDER', 'HOLDINGS', 'MUTUAL_FUNDS', 'PENDING_ACTION', 'UNKNOWN'];
const EVENT_KINDS = {
  TRANSACTION: true,
  ORDER: true,
  ORDER_RETRACTED: true,
  HOLDINGS: true,
  PENDING_ACTION: true,
  MUTUAL_FUND_IMPORT: true,
  INVESTMENT: true,
  INVESTMENT_EXITED: true,
  FUNDS: true,
} as const satisfies Record<EventType, true>;

const HELP = `
Each line ends with its position. \`dwar listen --since <position>\` continues behind that line: it leaves
nothing out and repeats nothing. --json prints one object for each line, with the body of a delivery.

--forward-to posts the bytes of each delivery as Gateway has sent them, one after another, to an address of
this machine, and shows what it was answered with. One whose answer did not come before you stopped is
forwarded again when you continue. --forward-to and --raw are recorded in the operator log, with your user.`;

/** Adds `dwar listen`: deliveries and events as they come. */
export function addListen(program: Command, context: CliContext): void {
  program
    .command('listen')
    .description('follow received webhooks and the events of viewers as they are stored')
    .addOption(
      new Option('--kind <kind...>', 'only deliveries or events of these kinds').choices([
        ...new Set([...DELIVERY_KINDS, ...Object.keys(EVENT_KINDS)]),
      ]),
    )
    .addOption(
      new Option('--verdict <verdict...>', 'only deliveries that got one of these').choices(DELIVERY_STATES),
    )
    .option('--viewer <id>', 'only what belongs to this user', parseViewer)
    .option('--transaction <id>', 'only what belongs to this transaction')
    .option('--since <position>', 'continue behind this position (default: what comes from now on)')
    .option('--forward-to <url>', 'also post each delivery to an address of this machine')
    .option('--raw', 'show ids and bodies unmasked')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options) => (await import('./listen.js')).listen(context, options));
}
