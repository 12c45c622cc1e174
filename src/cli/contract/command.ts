import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../context.js';
import { durationOption, jsonOption, parseBaseUrl, parsePort } from '../options.js';
import { type Address, REPORTS, type Report } from './contract-options.js';

const HELP = `
Level 0 needs no user. It creates transactions that are marked by their notes, that no one triggers and that
expire untouched, and it reads. Level 1 also asks a person to finish flows with leprechaun accounts, on a page
of this machine; at the emulator they are played automatically.

The results are kept in contract.json: a run replaces those of its target and leaves the others as they are.
Exit code: 0 if no claim was refuted, 1 if one was, 2 if a check could not run, or for wrong use.

  dwar contract run --target emulator --level 1
  dwar contract run --target live --level 0 --report json,junit --out ./contract`;

/** Adds `dwar contract run`. */
export function addContract(program: Command, context: CliContext): void {
  program
    .command('contract')
    .description('check what is known of the protocol of Gateway')
    .command('run')
    .description('check each claim of the protocol at the emulator or at your gateway (live)')
    .addOption(
      new Option(
        '--target <target>',
        'an emulator of its own, or the gateway that the environment configures',
      )
        .choices(['emulator', 'live'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--level <level>', '0 needs no user, 1 a person').choices(['0', '1']).default('0'))
    .option(
      '--report <kinds>',
      'table on standard output, json and junit as files; several with commas',
      parseReports,
      ['table'] as readonly Report[],
    )
    .option('--out <dir>', 'folder of contract.json and the reports (default: that of the ledger, or ./data)')
    .option('--origin <url>', 'live: an origin that is listed at Gateway for this gateway', parseBaseUrl)
    .option(
      '--account <id>',
      'live: smallcaseAuthId of a leprechaun account that has connected before',
      parseAuthId,
    )
    .option('--wait', 'live: also run checks that wait until a transaction expires or a webhook comes again')
    .option('--listen <address>', 'live, level 1: host and port that webhooks come to', parseAddress, {
      host: '127.0.0.1',
      port: 4020,
    })
    .addOption(durationOption('--webhook-timeout <duration>', 'live: longest wait for a webhook', 120, '2m'))
    .option('--page-port <port>', 'live, level 1: port of the page for the person', parsePort, 4021)
    .option('--sdk-url <url>', 'live: address of the web SDK (default: that of smallcase)', parseBaseUrl)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options) => (await import('./run.js')).runContract(context, options));
}

function parseReports(value: string): readonly Report[] {
  const kinds = value.split(',').map((kind) => REPORTS.find((known) => known === kind.trim()));
  if (kinds.includes(undefined)) throw new InvalidArgumentError(`It must be of ${REPORTS.join(', ')}.`);
  return kinds.filter((kind) => kind !== undefined);
}

function parseAuthId(value: string): string {
  if (!/^[0-9a-f]{24}$/.test(value))
    throw new InvalidArgumentError('It must be 24 lower-case hex characters.');
  return value;
}

function parseAddress(value: string): Address {
  const [, host = '', port = ''] = /^(\[[\da-f:.]+\]|[\w.-]+):(\d{1,5})$/i.exec(value) ?? [];
  if (host === '') throw new InvalidArgumentError('It must be a host and a port such as 0.0.0.0:4020.');
  return { host: host.replace(/^\[|\]$/g, ''), port: parsePort(port) };
}
