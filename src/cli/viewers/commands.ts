import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../context.js';
import { databaseOption, jsonOption, parseOperator } from '../options.js';

const RECEIPTS_HELP = `
Receipts are the lines that \`dwar viewers receipts\` prints. Keep them apart from the ledger and its
backups: after a restore they say which viewers must not come back.`;

const ERASE_HELP = `
It erases in small commits while servers run. Interrupted, it is continued by the same command. Standard
output gets the receipt as one line of JSON; keep it apart from the ledger.

An embedded ledger is rewritten at the end (VACUUM), so that no byte is left in its files; servers wait with
their writes for as long as that takes, unless --no-compact. On PostgreSQL run VACUUM, see docs/privacy.md.`;

/** Adds what `dwar viewers` does with the data of one viewer. */
export function addViewers(program: Command, context: CliContext): void {
  const viewers = program.command('viewers').description('what is kept about a viewer, and their sessions');
  viewers
    .command('end-sessions')
    .description('end the sessions of a user before their tokens expire, at every instance within a second')
    .argument('[viewer]', 'user id, the `sub` of the tokens; those issued later are accepted')
    .option('--token <jti>', 'end the session of one token only, by its `jti`')
    .requiredOption('--reason <text>', 'why, for the operator log')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (viewer, options) =>
      (await import('./end-sessions.js')).endSessions(context, viewer, options),
    );
  viewers
    .command('export')
    .description('print everything that is kept about a viewer, as JSON')
    .argument('<sub>', 'id of the viewer: the `sub` of their session tokens', parseSubject)
    .option('--out <file>', 'write it to a new file, which only this user may read')
    .addOption(databaseOption())
    .action(async (sub, options) => (await import('./export.js')).exportToFile(context, sub, options));
  viewers
    .command('erase')
    .description('erase everything that is kept about a viewer, and print the receipt')
    .argument('<sub>', 'id of the viewer: the `sub` of their session tokens', parseSubject)
    .option('--dry-run', 'only show how many rows would be erased')
    .option('--yes', 'do not ask for confirmation; required without a terminal')
    .option('--reason <text>', 'why, for the operator log; without personal data')
    .addOption(operatorOption())
    .option('--out <file>', 'write the receipt to a new file instead')
    .option('--no-compact', 'leave the files of an embedded ledger as they are')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', ERASE_HELP)
    .action(async (sub, options) => (await import('./erase.js')).eraseSubject(context, sub, options));
  viewers
    .command('receipts')
    .description('print the receipts of erasures, one line of JSON each')
    .argument('[id]', 'id of one erasure (default: all)')
    .option('--out <file>', 'write them to a new file')
    .addOption(databaseOption())
    .action(async (id, options) => (await import('./receipts.js')).printReceipts(context, id, options));
  viewers
    .command('reapply-erasures')
    .description('erase again what a restored backup has brought back')
    .argument('<files...>', 'files with receipts')
    .option('--reason <text>', 'why, for the operator log; without personal data')
    .addOption(operatorOption())
    .option('--no-compact', 'leave the files of an embedded ledger as they are')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .addHelpText('after', RECEIPTS_HELP)
    .action(async (files, options) => (await import('./receipts.js')).reapply(context, files, options));
  viewers
    .command('compact')
    .description('rewrite an embedded ledger without the bytes of deleted rows')
    .addOption(databaseOption())
    .addOption(jsonOption())
    .action(async (options) => (await import('./compact.js')).compactLedger(context, options));
}

function operatorOption(): Option {
  return new Option(
    '--name <name>',
    'name that the operator log records (default: the user of this process)',
  ).argParser(parseOperator);
}

/** A `sub` is any text; the embedded database could not hold U+0000. */
function parseSubject(value: string): string {
  if (value === '' || value.length > 255 || value.includes('\0'))
    throw new InvalidArgumentError('It must have 1 to 255 characters.');
  return value;
}
