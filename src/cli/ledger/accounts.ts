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
 * `dwar accounts unlink`: frees a broker account, so that another user who proves control of it can link it. The running server
 * sees it at once.
 */
export async function unlinkAccount(
  context: CliContext,
  argument: string,
  options: UnlinkOptions,
): Promise<void> {
  const authId = keyFromArgument('BrokerAccount', argument, AUTH_ID_SHAPE);
  if (authId === null) {
    throw new CliError(`${JSON.stringify(argument)} is no id of a broker account`, { exitCode: EXIT_USAGE });
  }
  await withLedger(context, options, async (ledger) => {
    const account = await findBrokerAccount(ledger.db, authId);
    if (account === null) throw new CliError(`the broker account ${authId} is not linked to anybody`);
    if (options.viewer !== undefined && account.viewerId !== options.viewer)
      throw new CliError(`the broker account ${authId} is not linked to ${options.viewer}`);
    await askFirst(context, account, options.yes === true);
    if (!(await ledger.write((unit) => forgetBrokerAccount(unit, account.viewerId, authId))))
      throw new CliError(`the broker account ${authId} was unlinked, or linked to another, meanwhile`);
    show(context, account, options.json === true);
  });
}

async function askFirst(context: CliContext, account: StoredBrokerAccount, isSure: boolean): Promise<void> {
  if (isSure) return;
  const what = `${describe(account)} will be unlinked; its holdings vanish, its orders stay`;
  const answer = await context.confirm(`${what}. Unlink it?`);
  if (answer === true) return;
  if (answer === null) throw new CliError(what, { hint: 'Add --yes to do it.' });
  throw new CliError('nothing was changed');
}

function show(context: CliContext, account: StoredBrokerAccount, isJson: boolean): void {
  const { authId, viewerId, broker } = account;
  const json = JSON.stringify({ unlinked: { authId, viewer: viewerId, broker } });
  context.out(
    isJson ? json : `Unlinked ${describe(account)}. Any viewer who proves control of it can link it now.`,
  );
}

function describe({ authId, viewerId, broker, linkedAt }: StoredBrokerAccount): string {
  const place = broker === null ? '' : ` at ${broker}`;
  return `the broker account ${authId}${place}, linked to ${viewerId} since ${new Date(linkedAt).toISOString()}`;
}
