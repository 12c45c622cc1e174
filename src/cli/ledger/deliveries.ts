import { parse, stringify } from 'lossless-json';
import { type Delivery, findDelivery } from '../../ledger/deliveries/deliveries.js';
import { listDeliveries } from '../../ledger/deliveries/delivery-queries.js';
import { type CliContext, CliError } from '../context.js';
import { type ChoiceOptions, readChoice } from './delivery-choice.js';
import { maskId, maskJson, maskText } from '../../core/output/mask.js';
import { withLedger } from './with-ledger.js';

interface ShowOptions {
  readonly data?: string;
  readonly raw?: boolean;
  readonly json?: boolean;
}

interface ListOptions extends ShowOptions, ChoiceOptions {
  readonly limit: number;
}

/** `dwar deliveries list`: prints received webhooks without their bodies, newest first. */
export async function listReceived(context: CliContext, options: ListOptions): Promise<void> {
  const choice = readChoice(options);
  const deliveries = await withLedger(context, options, ({ db }) =>
    listDeliveries(db, { ...choice, limit: options.limit }),
  );
  const rows = deliveries.map((delivery) => summarise(delivery, options.raw === true));
  if (options.json === true) return context.out(JSON.stringify(rows));
  const isNarrowed = Object.keys(choice).length > 0;
  if (rows.length === 0)
    return context.out(isNarrowed ? 'No webhook matches.' : 'No webhooks were received yet.');
  for (const row of rows) context.out(describeRow(row));
}

/** `dwar deliveries show <id>`: prints one received webhook with its body. */
export async function showReceived(context: CliContext, id: string, options: ShowOptions): Promise<void> {
  const delivery = await withLedger(context, options, ({ db }) => findDelivery(db, id));
  if (delivery === null)
    throw new CliError(`there is no delivery ${id}`, { hint: 'See `dwar deliveries list`.' });
  const isRaw = options.raw === true;
  const summary = { ...summarise(delivery, isRaw), sha256: delivery.sha256 };
  const body = readBody(delivery.body.toString('utf8'), isRaw);
  if (options.json === true) return context.out(stringify({ ...summary, body }) ?? '');
  for (const [name, value] of Object.entries(summary)) context.out(`${name.padEnd(14)} ${value ?? '-'}`);
  context.out(typeof body === 'string' ? body : (stringify(body, undefined, 2) ?? ''));
}

/** What is shown of a delivery besides its body. */
export interface Summary extends Readonly<Record<string, string | number | null>> {
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly kind: string;
  readonly state: string;
  /** How many attempts to apply it have failed. */
  readonly failures: number;
  /** When it will be applied again; null if no attempt is scheduled. */
  readonly playAt: string | null;
  readonly transactionId: string | null;
  readonly authId: string | null;
  readonly problem: string | null;
}

/** What is shown of a delivery; its ids and its problem are masked unless `isRaw`. */
export function summarise(delivery: Omit<Delivery, 'body'>, isRaw: boolean): Summary {
  const id = (value: string | null) => (value === null || isRaw ? value : maskId(value));
  return {
    deliveryId: delivery.deliveryId,
    receivedAt: new Date(delivery.receivedAt).toISOString(),
    kind: delivery.kind,
    state: delivery.state,
    failures: delivery.failures,
    playAt: delivery.playAt === null ? null : new Date(delivery.playAt).toISOString(),
    transactionId: id(delivery.transactionId),
    authId: id(delivery.authId),
    problem: delivery.problem === null || isRaw ? delivery.problem : maskText(delivery.problem),
  };
}

/** A delivery as one line. */
export function describeRow(row: Summary): string {
  const { deliveryId, receivedAt, kind, state, failures, playAt, transactionId, problem } = row;
  const cells = [deliveryId, receivedAt, kind.padEnd(14), state.padEnd(10), transactionId ?? '-'];
  const attempts = [
    ...(failures === 0 ? [] : [failures === 1 ? '1 failure' : `${failures} failures`]),
    ...(playAt === null ? [] : [`next attempt ${playAt}`]),
  ];
  return [...cells, ...attempts, ...(problem === null ? [] : [problem])].join('  ');
}

/**
 * Decodes the body, keeping every digit of its numbers, and masks it unless `isRaw`. Falls back to plain
 * text.
 */
export function readBody(text: string, isRaw: boolean): unknown {
  try {
    const value: unknown = parse(text);
    return isRaw ? value : maskJson(value);
  } catch {
    return isRaw ? text : maskText(text);
  }
}
