import { removeWaiting } from '../../ledger/outgoing/deliveries.js';
import { changeEndpointSecrets, removeEndpoint, setEndpointPaused } from '../../ledger/outgoing/endpoints.js';
import { newSecret, rotate } from '../../outgoing-webhooks/signature.js';
import { type CliContext, CliError } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { existing, type WebhooksOptions } from './endpoints.js';

/** `dwar webhooks pause` and `resume`. */
export async function setPaused(
  context: CliContext,
  id: string,
  isPaused: boolean,
  options: WebhooksOptions,
): Promise<void> {
  await withLedger(context, options, async (ledger) => {
    await existing(ledger, id);
    await ledger.write((unit) => setEndpointPaused(unit, id, isPaused, Date.now()));
  });
  const state = isPaused ? 'paused' : 'active';
  if (options.json === true) return context.out(JSON.stringify({ endpointId: id, state }));
  context.out(
    isPaused
      ? `Paused the endpoint ${id}. A running server stops within seconds; events are kept.`
      : `Resumed the endpoint ${id}. What has waited is sent first.`,
  );
}

interface RotateOptions extends WebhooksOptions {
  /** Seconds. */
  readonly overlap: number;
}

/** `dwar webhooks rotate-secret`: adds a secret and shows it, the only time. */
export async function rotateSecret(context: CliContext, id: string, options: RotateOptions): Promise<void> {
  const secret = newSecret();
  const now = Date.now();
  const endsAt = now + options.overlap * 1000;
  await withLedger(context, options, async (ledger) => {
    await existing(ledger, id);
    await ledger.write((unit) =>
      changeEndpointSecrets(unit, id, (secrets) => rotate(secrets, { secret, endsAt, now })),
    );
  });
  const oldSecretEndsAt = new Date(endsAt).toISOString();
  if (options.json === true) return context.out(JSON.stringify({ endpointId: id, secret, oldSecretEndsAt }));
  context.out(`The new secret of ${id}, which is not shown again: ${secret}`);
  context.out(`Deliveries are signed with both secrets until ${oldSecretEndsAt}.`);
}

interface RemoveOptions extends WebhooksOptions {
  readonly yes?: boolean;
}

/** Rows removed per commit, during which a running server waits for the ledger. */
const BATCH = 500;

/** `dwar webhooks remove`. */
export async function removeOne(context: CliContext, id: string, options: RemoveOptions): Promise<void> {
  await withLedger(context, options, async (ledger) => {
    const { url } = await existing(ledger, id);
    const effect = `the endpoint ${id} at ${url} will be removed with everything that waits for it`;
    await confirm(context, effect, options.yes === true);
    await ledger.write((unit) => setEndpointPaused(unit, id, true, Date.now()));
    while ((await ledger.write((unit) => removeWaiting(unit, id, BATCH))) > 0);
    await ledger.write((unit) => removeEndpoint(unit, id));
  });
  if (options.json === true) return context.out(JSON.stringify({ removed: id }));
  context.out(`Removed the endpoint ${id}.`);
}

async function confirm(context: CliContext, effect: string, isConfirmed: boolean): Promise<void> {
  if (isConfirmed) return;
  const answer = await context.confirm(`${effect}. Remove it?`);
  if (answer === true) return;
  if (answer === null)
    throw new CliError(effect, { hint: 'There is no terminal to confirm on: add --yes to remove it.' });
  throw new CliError('cancelled; nothing was changed');
}
