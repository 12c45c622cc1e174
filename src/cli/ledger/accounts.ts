import { forgetBrokerAccount } from '../../broker-accounts/unlink-broker-account.js';
import { keyFromArgument } from '../../core/ids.js';
import { AUTH_ID_SHAPE } from '../../gateway/wire.js';
import { findBrokerAccount, type StoredBrokerAccount } from '../../ledger/broker-accounts.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from './with-ledger.js';

interface UnlinkOptions {
  readonly viewer?: string;
  readonly yes?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/**
 * `dwar accounts unlink`: unlinks a broker account, so that another viewer who proves control of it can link
 * it. A running server notices at once.
 */
export async function unlinkAccount(
  context: CliContext,
  argument: string,
  options: UnlinkOptions,
): Promise<void> {
  const authId = keyFromArgument('BrokerAccount', argument, AUTH_ID_SHAPE);
  if (authId === null) {
    throw new CliError(`${JSON.stringify(argument)} is not the id of a broker account`, {
      exitCode: EXIT_USAGE,
    });
  }
  await withLedger(context, options, async (ledger) => {
    const account = await findBrokerAccount(ledger.db, authId);
    if (account === null) throw new CliError(`the broker account ${authId} is not linked`);
    if (options.viewer !== undefined && account.viewerId !== options.viewer)
      throw new CliError(`the broker account ${authId} is not linked to ${options.viewer}`);
    await confirmUnlink(context, account, options.yes === true);
    if (!(await ledger.write((unit) => forgetBrokerAccount(unit, account.viewerId, authId))))
      throw new CliError(`the broker account ${authId} was unlinked or linked to another viewer meanwhile`);
    show(context, account, options.json === true);
  });
}

async function confirmUnlink(
  context: CliContext,
  account: StoredBrokerAccount,
  isConfirmed: boolean,
): Promise<void> {
  if (isConfirmed) return;
  const effect = `${describe(account)} will be unlinked: its holdings are deleted, its orders stay`;
  const answer = await context.confirm(`${effect}. Unlink it?`);
  if (answer === true) return;
  if (answer === null)
    throw new CliError(effect, { hint: 'There is no terminal to confirm on: add --yes to unlink it.' });
  throw new CliError('cancelled; nothing was changed');
}

function show(context: CliContext, account: StoredBrokerAccount, isJson: boolean): void {
  const { authId, viewerId, broker } = account;
  const json = JSON.stringify({ unlinked: { authId, viewer: viewerId, broker } });
  context.out(
    isJson ? json : `Unlinked ${describe(account)}. A viewer who proves control of it can link it now.`,
  );
}

function describe({ authId, viewerId, broker, linkedAt }: StoredBrokerAccount): string {
  const at = broker === null ? '' : ` at ${broker}`;
  const since = new Date(linkedAt).toISOString();
  return `the broker account ${authId}${at}, linked to ${viewerId} since ${since}`;
}
