import { type Command, Option } from 'commander';
import type { WebhookType } from '../../outgoing-webhooks/event-names.js';
import type { CliContext } from '../context.js';
import {
  databaseOption,
  durationOption,
  jsonOption,
  parseCount,
  parseTime,
  parseViewer,
} from '../options.js';

/** Every `type` of a webhook about an event. Only a type is imported, so that no code is loaded for help. */
const TYPES = {
  TransactionEvent: true,
  OrderEvent: true,
  OrderRetracted: true,
  HoldingsEvent: true,
  PendingActionEvent: true,
  PendingActionResolved: true,
  MutualFundImportEvent: true,
  InvestmentEvent: true,
  InvestmentExited: true,
  FundsEvent: true,
} as const satisfies Record<WebhookType, true>;

const ADD_HELP = `
The URL must begin with https:// and lead to an address on the internet, or to one of
OUTGOING_WEBHOOK_ALLOWED_NETWORKS; a dev instance also allows http:// and this machine. The secret is
shown once. The endpoint gets the events that happen from now on; \`dwar webhooks replay\` sends
earlier ones.`;

const typeOption = (about: string) => new Option('--type <type...>', about).choices(Object.keys(TYPES));

/** Adds `dwar webhooks`: the endpoints of outgoing webhooks, and what is sent to them. */
export function addWebhooks(program: Command, context: CliContext): void {
  const webhooks = program
    .command('webhooks')
    .description('send the events of all viewers to endpoints of your backend');
  addEndpoints(webhooks, context);
  addChanges(webhooks, context);
  addQueue(webhooks, context);
}

function addEndpoints(webhooks: Command, context: CliContext): void {
  webhooks
    .command('add')
    .description('add an endpoint, and show its secret once')
    .argument('<url>', 'URL of your backend, such as https://backend.example.com/webhooks/dwar')
    .addOption(typeOption('only events of these types (default: all)'))
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', ADD_HELP)
    .action(async (url, options) => (await import('./endpoints.js')).addUrl(context, url, options));
  webhooks
    .command('list')
    .description('list the endpoints with what waits for them')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./endpoints.js')).listAll(context, options));
  webhooks
    .command('show')
    .description('show one endpoint, and the first deliveries that wait for it')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./endpoints.js')).showOne(context, id, options));
  webhooks
    .command('test')
    .description('send a signed message of the type Ping to an endpoint now, and say what it answered')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./ping.js')).sendPing(context, id, options));
}

function addChanges(webhooks: Command, context: CliContext): void {
  webhooks
    .command('pause')
    .description('send nothing to an endpoint until it is resumed; its events are kept')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./changes.js')).setPaused(context, id, true, options));
  webhooks
    .command('resume')
    .description('send to an endpoint again, beginning with what has waited')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./changes.js')).setPaused(context, id, false, options));
  webhooks
    .command('rotate-secret')
    .description('give an endpoint a new secret, shown once; both sign until the overlap ends')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .addOption(durationOption('--overlap <duration>', 'how long the old secret still signs', 86_400, '1d'))
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./changes.js')).rotateSecret(context, id, options));
  webhooks
    .command('remove')
    .description('remove an endpoint with everything that waits for it')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .option('--yes', 'do not ask for confirmation')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./changes.js')).removeOne(context, id, options));
}

function addQueue(webhooks: Command, context: CliContext): void {
  webhooks
    .command('dead')
    .description('list dead letters: deliveries that were given up, with the reason')
    .option('--endpoint <id>', 'only those of this endpoint')
    .option('--viewer <id>', 'only those of this viewer', parseViewer)
    .option('--limit <count>', 'maximum number to list for each endpoint', parseCount(1000), 20)
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./queue.js')).listDead(context, options));
  webhooks
    .command('replay')
    .description('send events of the log to an endpoint again, with the webhook-id they had')
    .argument('<endpoint>', 'id from `dwar webhooks list`')
    .option('--viewer <id>', 'only events of this viewer', parseViewer)
    .addOption(typeOption('only events of these types'))
    .option('--after <cursor>', "only events behind this cursor of the viewer's log; needs --viewer")
    .addOption(
      new Option(
        '--since <time>',
        'only events from then on (ISO time, or a date for midnight UTC)',
      ).argParser(parseTime),
    )
    .addOption(new Option('--until <time>', 'only events until then').argParser(parseTime))
    .option('--dead', 'only dead letters')
    .option('--all', 'all events that are kept')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (id, options) => (await import('./queue.js')).replay(context, id, options));
}
