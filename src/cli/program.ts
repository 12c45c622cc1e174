import { Command, Option } from 'commander';
import { readVersion } from '../core/built/version.js';
import { addContract } from './contract/command.js';
import type { CliContext } from './context.js';
import { DEV_TOKEN_TTL_SECONDS, DEV_VIEWER } from './dev/profile.js';
import { addAccounts, addBackups, addDeliveries, addExplain } from './ledger/commands.js';
import { addListen } from './listen/command.js';
import {
  dataOption,
  databaseOption,
  durationOption,
  jsonOption,
  parseBaseUrl,
  parseOperator,
  parsePort,
  parseViewer,
} from './options.js';
import { SCENARIOS, type Scenario } from './trigger/scenarios.js';
import { addViewers } from './viewers/commands.js';
import { addWebhooks } from './webhooks/commands.js';

const LEDGERS_HELP = `
A ledger is sqlite:PATH, postgres://USER@HOST/NAME without a password, or env:NAME, which takes
the URL from the variable NAME. Put a password into that variable, PGPASSWORD or ~/.pgpass:
every user of this machine can read arguments.`;

const STATUS_HELP = `
Exit code: 0 if the instance is ready, 1 if it is not or gives no answer, 2 for wrong use. What could not be
read is said in its line: health and metrics come from the instance, everything else from its ledger.`;

/**
 * Defines all commands and their options. A command loads its code only when it runs, so that `dwar serve`
 * starts without the packages of the others.
 */
export function buildProgram(context: CliContext): Command {
  const program = new Command('dwar')
    .description('Self-hosted GraphQL gateway for partners of smallcase Gateway.')
    .version(readVersion(), '-v, --version')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text.trimEnd()),
      writeErr: (text) => context.err(text.trimEnd()),
    });
  addServers(program, context);
  addToken(program, context);
  addTrigger(program, context);
  addDeliveries(program, context);
  addExplain(program, context);
  addListen(program, context);
  addWebhooks(program, context);
  addAccounts(program, context);
  addViewers(program, context);
  addConsole(program, context);
  addStatus(program, context);
  addContract(program, context);
  addMaintenance(program, context);
  addBackups(program, context);
  return program;
}

function addServers(program: Command, context: CliContext): void {
  program
    .command('dev')
    .description('start the gateway and an emulator on embedded storage; needs no keys and no network')
    .addOption(dataOption())
    .option('--port <port>', 'port of the gateway; 0 picks a free one', parsePort, 4000)
    .option('--emulator-port <port>', 'port of the emulator; 0 picks a free one', parsePort, 4010)
    .option(
      '--seed <seed>',
      "seed of the emulator's ids, for a new folder or with --fresh (default: random, kept in the folder)",
    )
    .option('--fresh', 'start with an empty ledger and a fresh emulator')
    .addOption(new Option('--json', 'print one line of JSON when ready instead of the banner'))
    .action(async (options) => (await import('./dev/dev.js')).runDev(context, options));
  program
    .command('serve')
    .description('start the gateway, configured by environment variables')
    .action(async () => (await import('./serve.js')).runServe(context));
  program
    .command('emulator')
    .description('start the emulator of smallcase Gateway alone; not in production')
    .addOption(jsonOption())
    .action(async (options) => (await import('./emulator-command.js')).runEmulator(context, options));
}

function addToken(program: Command, context: CliContext): void {
  program
    .command('token')
    .description('print a token of a viewer, or of your backend, for a dev instance; not in production')
    .option('--viewer <id>', 'user id that the token identifies', parseViewer)
    .addOption(
      new Option('--service <name>', 'name of the backend that the token identifies')
        .argParser(parseViewer)
        .conflicts('viewer'),
    )
    .addOption(durationOption('--ttl <duration>', 'lifetime', DEV_TOKEN_TTL_SECONDS, '12h, of a backend 1h'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./dev/token.js')).printToken(context, options));
}

function addTrigger(program: Command, context: CliContext): void {
  const trigger = program
    .command('trigger')
    .description('play a scenario against a running `dwar dev` and show each step with its timing');
  for (const [scenario, { about, token }] of Object.entries(SCENARIOS)) {
    trigger
      .command(scenario)
      .description(about)
      .option('--viewer <id>', 'user id that plays the scenario', parseViewer, DEV_VIEWER)
      .option('--url <url>', 'URL of the gateway (default: the instance of the data folder)', parseBaseUrl)
      .option(
        '--emulator-url <url>',
        'URL of the emulator (default: the instance of the data folder)',
        parseBaseUrl,
      )
      .option('--broker <key>', 'key of the broker that the user picks', 'kite')
      .option('--seed <seed>', 'draw the ids of this run from a seed, as the console shows it')
      .option('--scenario <token>', `leprechaun token that the user types at the broker (default: ${token})`)
      .addOption(durationOption('--timeout <duration>', 'longest wait for one step', 45, '45s'))
      .addOption(dataOption())
      .addOption(jsonOption())
      .action(async (options) =>
        (await import('./trigger/trigger.js')).runTrigger(context, scenario as Scenario, options),
      );
  }
}

function addConsole(program: Command, context: CliContext): void {
  program
    .command('console')
    .description('log in at the console of a running instance')
    .command('open')
    .description('print a link that opens the console once, within five minutes')
    .addOption(
      new Option(
        '--role <role...>',
        'what the session may do besides reading (default: nothing, or everything at a dev instance)',
      ).choices(['reader', 'operator', 'reveal']),
    )
    .option(
      '--name <name>',
      'name that the operator log records (default: the user of this process)',
      parseOperator,
    )
    .option(
      '--url <url>',
      'URL under which a browser reaches the console (default: CONSOLE_URL, or that of the instance)',
      parseBaseUrl,
    )
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./console/open.js')).openConsole(context, options));
}

function addStatus(program: Command, context: CliContext): void {
  program
    .command('status')
    .description('show the state of an instance: whether it is ready, and what waits in its ledger')
    .addOption(
      new Option(
        '--data <dir>',
        'show the dev instance of this data folder (default: what the environment configures; ' +
          'if it configures nothing, the dev instance of ./data)',
      ),
    )
    .option('--url <url>', 'URL of the instance (default: from HOST and PORT)', parseBaseUrl)
    .addOption(jsonOption())
    .addHelpText('after', STATUS_HELP)
    .action(async (options) => (await import('./status/status.js')).showStatus(context, options));
}

function addMaintenance(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('check the configuration, keys, storage, Gateway and clock')
    .addOption(
      new Option(
        '--data <dir>',
        'check the dev instance of this data folder (default: what the environment configures; ' +
          'if it configures nothing, the dev instance of ./data)',
      ),
    )
    .option(
      '--token <source>',
      'also say whether a session token is accepted, and why not: - reads it from standard input, ' +
        'a path from that file',
    )
    .option(
      '--live',
      'also check, without creating anything, a few claims of the protocol; `dwar contract run` checks all',
    )
    .option(
      '--new-epoch',
      'instead of the checks: invalidate all earlier cursors, after a restore from a backup',
    )
    .addOption(jsonOption())
    .action(async (options) => {
      if (options.newEpoch === true)
        return (await import('./ledger/new-epoch.js')).runNewEpoch(context, options);
      return (await import('./doctor/doctor.js')).runDoctor(context, options);
    });
  program
    .command('migrate')
    .description('migrate the database to the newest schema, or copy a ledger into an empty one')
    .option('--from <ledger>', 'ledger to copy, with everything in it')
    .option('--to <ledger>', 'empty ledger to copy into (default: the ledger of DATABASE_URL)')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', LEDGERS_HELP)
    .action(async (options) => (await import('./ledger/migrate.js')).runMigrate(context, options));
}
