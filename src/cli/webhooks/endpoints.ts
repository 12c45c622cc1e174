import { newId } from '../../core/ids.js';
import type { Ledger } from '../../ledger/ledger.js';
import {
  countWebhookDeliveries,
  listWebhookDeliveries,
  type WebhookDelivery,
} from '../../ledger/outgoing/deliveries.js';
import {
  addEndpoint,
  type Endpoint,
  ENDPOINTS_MAX,
  findEndpoint,
  listEndpoints,
} from '../../ledger/outgoing/endpoints.js';
import { nameOfLog } from '../../ledger/outgoing/position.js';
import type { Queries } from '../../ledger/unit.js';
import { newSecret } from '../../outgoing-webhooks/signature.js';
import {
  ForbiddenTarget,
  readTarget,
  resolveBySystem,
  resolveTarget,
} from '../../outgoing-webhooks/target.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { rulesFor } from './rules.js';

export interface WebhooksOptions {
  readonly data?: string;
  readonly json?: boolean;
}

interface AddOptions extends WebhooksOptions {
  readonly type?: readonly string[];
}

/** `dwar webhooks add`: adds an endpoint and shows its secret, the only time. */
export async function addUrl(context: CliContext, text: string, options: AddOptions): Promise<void> {
  const url = await checkUrl(context, text, options);
  const now = Date.now();
  const secret = newSecret();
  const endpoint: Endpoint = {
    endpointId: newId(now),
    url,
    types: options.type ?? [],
    secrets: [{ secret, endsAt: null }],
    isPaused: false,
    createdAt: now,
    enabledAt: now,
  };
  const isAdded = await withLedger(context, options, async (ledger) => {
    const log = await nameOfLog(ledger);
    return await ledger.write((unit) => addEndpoint(unit, endpoint, log));
  });
  if (!isAdded)
    throw new CliError(`there are ${ENDPOINTS_MAX} endpoints already`, {
      hint: 'Remove one with `dwar webhooks remove`.',
    });
  const { endpointId } = endpoint;
  if (options.json === true) return context.out(JSON.stringify({ endpointId, url, secret }));
  context.out(`Added the endpoint ${endpointId}. It gets the events that happen from now on.`);
  context.out(`Its secret, which is not shown again: ${secret}`);
  context.out(`Try it with \`dwar webhooks test ${endpointId}\`.`);
}

/** A name that has no address yet is accepted: each attempt resolves it again. */
async function checkUrl(context: CliContext, text: string, options: WebhooksOptions): Promise<string> {
  const rules = rulesFor(context, options.data);
  try {
    const url = readTarget(text, rules);
    await resolveTarget(url, rules, resolveBySystem).catch((error: unknown) => {
      if (error instanceof ForbiddenTarget) throw error;
    });
    return url.href;
  } catch (error) {
    if (!(error instanceof ForbiddenTarget)) throw error;
    throw new CliError(`the URL is refused: ${error.message}`, {
      hint: 'See docs/outgoing-webhooks.md, "Addresses that may be called".',
      exitCode: EXIT_USAGE,
    });
  }
}

/** `dwar webhooks list`. */
export async function listAll(context: CliContext, options: WebhooksOptions): Promise<void> {
  const rows = await withLedger(context, options, async ({ db }) => {
    const endpoints = await listEndpoints(db);
    return await Promise.all(endpoints.map((endpoint) => summaryOf(db, endpoint)));
  });
  if (options.json === true) return context.out(JSON.stringify(rows));
  if (rows.length === 0)
    return context.out('There are no endpoints. Add one with `dwar webhooks add <url>`.');
  for (const { endpointId, url, state, types, pending, dead } of rows)
    context.out(
      [endpointId, state.padEnd(7), `${pending} waiting, ${dead} dead`, url, typesText(types)].join('  '),
    );
}

/** `dwar webhooks show`. */
export async function showOne(context: CliContext, id: string, options: WebhooksOptions): Promise<void> {
  const { summary, waiting } = await withLedger(context, options, async (ledger) => {
    const endpoint = await existing(ledger, id);
    const found = await listWebhookDeliveries(ledger.db, id, 'PENDING', { limit: SHOWN });
    return { summary: await summaryOf(ledger.db, endpoint), waiting: found.map(describeDelivery) };
  });
  if (options.json === true) return context.out(JSON.stringify({ ...summary, waiting }));
  const { types, ...fields } = summary;
  for (const [name, value] of Object.entries({ ...fields, types: typesText(types) }))
    context.out(`${name.padEnd(15)} ${value ?? '-'}`);
  for (const row of waiting) context.out(deliveryLine(row));
}

/** Deliveries that `show` prints. */
const SHOWN = 10;

/** The endpoint with this id. Throws `CliError` if there is none. */
export async function existing({ db }: Pick<Ledger, 'db'>, id: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, id);
  if (endpoint === null)
    throw new CliError(`there is no endpoint ${id}`, { hint: 'See `dwar webhooks list`.' });
  return endpoint;
}

/** What is shown of an endpoint: everything but its secrets. */
async function summaryOf(db: Queries, endpoint: Endpoint) {
  const { PENDING: pending, DEAD: dead } = await countWebhookDeliveries(db, endpoint.endpointId);
  const [, ...older] = endpoint.secrets;
  const now = Date.now();
  const ends = older.map(({ endsAt }) => endsAt ?? 0).filter((endsAt) => endsAt > now);
  return {
    endpointId: endpoint.endpointId,
    url: endpoint.url,
    state: endpoint.isPaused ? 'paused' : 'active',
    types: endpoint.types,
    createdAt: new Date(endpoint.createdAt).toISOString(),
    oldSecretEndsAt: ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString(),
    pending,
    dead,
  };
}

function typesText(types: readonly string[]): string {
  return types.length === 0 ? 'all types' : types.join(', ');
}

/** A delivery as the commands show it. */
export function describeDelivery(delivery: WebhookDelivery) {
  const { endpointId, viewerId, seq, type, attempts, queuedAt, attemptedAt, problem } = delivery;
  return {
    endpointId,
    viewer: viewerId,
    seq,
    kind: type,
    attempts,
    queuedAt: new Date(queuedAt).toISOString(),
    attemptedAt: attemptedAt === null ? null : new Date(attemptedAt).toISOString(),
    problem,
  };
}

/** A delivery as one line. */
export function deliveryLine(row: ReturnType<typeof describeDelivery>): string {
  const { viewer, seq, kind, attempts, queuedAt, problem } = row;
  const failures = attempts === 1 ? '1 failure' : `${attempts} failures`;
  const cells = [viewer, `event ${seq}`, kind, `since ${queuedAt}`, failures];
  return [...cells, ...(problem === null ? [] : [problem])].join('  ');
}
