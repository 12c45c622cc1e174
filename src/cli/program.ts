import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CliContext } from './context.js';
import { DEV_TOKEN_TTL_SECONDS, DEV_VIEWER } from './dev/profile.js';
import { addAccounts, addDeliveries } from './ledger/commands.js';
import {
  dataOption,
  databaseOption,
  jsonOption,
  parseBaseUrl,
  parsePort,
  parseTtlSeconds,
  parseViewer,
} from './options.js';
import { SCENARIOS, type Scenario } from './trigger/scenarios.js';

const LEDGERS_HELP = `
A ledger is sqlite:PATH, postgres://USER@HOST/NAME without a password, or env:NAME for the URL in
the variable NAME. A password belongs there, in PGPASSWORD or in ~/.pgpass: every user of the
machine can read arguments.`;

/**
 * All commands with their options. Each loads its code only when it runs, so that `dwar serve` starts without what the
 * others need.
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
  addAccounts(program, context);
  addMaintenance(program, context);
  return program;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

function addServers(program: Command, context: CliContext): void {
  program
    .command('dev')
    .description('start emulator and gateway on embedded storage, with no keys and no network')
    .addOption(dataOption())
    .option('--port <port>', 'port of the gateway; 0 lets the system choose', parsePort, 4000)
    .option('--emulator-port <port>', 'port of the emulator; 0 lets the system choose', parsePort, 4010)
    .option(
      '--seed <seed>',
      "seed of the emulator's ids, for a new data folder or with --fresh (default: one drawn for the folder)",
    )
    .option('--fresh', 'begin with an empty ledger and a fresh emulator')
    .addOption(new Option('--json', 'print one line of JSON when ready, instead of the banner'))
    .action(async (options) => (await import('./dev/dev.js')).runDev(context, options));
  program
    .command('serve')
    .description('start the gateway, configured by environment variables')
    .action(async () => (await import('./serve.js')).runServe(context));
  program
    .command('emulator')
    .description('start the emulator of smallcase Gateway alone; refuses in production')
    .addOption(jsonOption())
    .action(async (options) => (await import('./emulator-command.js')).runEmulator(context, options));
}

function addToken(program: Command, context: CliContext): void {
  program
    .command('token')
    .description('print a viewer token of the dev profile; refuses in production')
    .requiredOption('--viewer <id>', 'user id the token is for', parseViewer)
    .option(
      '--ttl <duration>',
      'how long it lives, such as 30m or 12h',
      parseTtlSeconds,
      DEV_TOKEN_TTL_SECONDS,
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./dev/token.js')).printToken(context, options));
}

function addTrigger(program: Command, context: CliContext): void {
  const trigger = program
    .command('trigger')
    .description('play a scenario against a running `dwar dev` and show each step with times');
  for (const [scenario, { about, token }] of Object.entries(SCENARIOS)) {
    trigger
      .command(scenario)
      .description(about)
      .option('--viewer <id>', 'user id that plays', parseViewer, DEV_VIEWER)
      .option('--url <url>', 'the gateway (default: the instance of the data folder)', parseBaseUrl)
      .option('--emulator-url <url>', 'the emulator (default: the instance of the data folder)', parseBaseUrl)
      .option('--broker <key>', 'broker the user picks', 'kite')
      .option('--scenario <token>', `leprechaun token the user types at the broker (default: ${token})`)
      .option('--timeout <duration>', 'longest wait for one step', parseTtlSeconds, 45)
      .addOption(dataOption())
      .addOption(jsonOption())
      .action(async (options) =>
        (await import('./trigger/trigger.js')).runTrigger(context, scenario as Scenario, options),
      );
  }
}

function addMaintenance(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('check configuration, keys, storage, upstream and clock')
    .addOption(new Option('--data <dir>', 'check a dev instance instead of the environment'))
    .option(
      '--new-epoch',
      'check nothing; after a restore from backup: let no client resume from a cursor of before',
    )
    .addOption(jsonOption())
    .action(async (options) => {
      if (options.newEpoch === true)
        return (await import('./ledger/new-epoch.js')).runNewEpoch(context, options);
      return (await import('./doctor/doctor.js')).runDoctor(context, options);
    });
  program
    .command('migrate')
    .description('bring the database to the newest schema, or copy a ledger into an empty one')
    .option('--from <ledger>', 'copy this ledger with everything in it')
    .option('--to <ledger>', 'where the copy goes (default: the ledger of DATABASE_URL)')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', LEDGERS_HELP)
    .action(async (options) => (await import('./ledger/migrate.js')).runMigrate(context, options));
}
