import { readCursor } from '../../events/cursor.js';
import type { Ledger } from '../../ledger/ledger.js';
import { addAgain, listWebhookDeliveries } from '../../ledger/outgoing/deliveries.js';
import { type Endpoint, findEndpoint, isWanted, listEndpoints } from '../../ledger/outgoing/endpoints.js';
import type { EventMark } from '../../ledger/outgoing/event-mark.js';
import { holdPosition } from '../../ledger/outgoing/position.js';
import { type EventSelection, selectEvents } from '../../ledger/outgoing/replay.js';
import { kindsOf, TYPE_NAMES } from '../../outgoing-webhooks/event-names.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { deliveryLine, describeDelivery, existing, type WebhooksOptions } from './endpoints.js';

interface DeadOptions extends WebhooksOptions {
  readonly endpoint?: string;
  readonly viewer?: string;
  readonly limit: number;
}

/** `dwar webhooks dead`: lists what was given up. */
export async function listDead(context: CliContext, options: DeadOptions): Promise<void> {
  const { endpoint: only, viewer: viewerId, limit } = options;
  const rows = await withLedger(context, options, async (ledger) => {
    const endpoints = only === undefined ? await listEndpoints(ledger.db) : [await existing(ledger, only)];
    const lists = endpoints.map(({ endpointId }) =>
      listWebhookDeliveries(ledger.db, endpointId, 'DEAD', { viewerId, limit }),
    );
    return (await Promise.all(lists)).flat().map(describeDelivery);
  });
  if (options.json === true) return context.out(JSON.stringify(rows));
  if (rows.length === 0) return context.out('There are no dead letters.');
  for (const row of rows) context.out(`${row.endpointId}  ${deliveryLine(row)}`);
  context.out('Send them again with `dwar webhooks replay <endpoint> --dead`.');
}

interface ReplayOptions extends WebhooksOptions {
  readonly viewer?: string;
  readonly type?: readonly string[];
  readonly after?: string;
  readonly since?: number;
  readonly until?: number;
  readonly dead?: boolean;
  readonly all?: boolean;
}

/** `dwar webhooks replay`: adds events of the log to the queue of an endpoint again. */
export async function replay(context: CliContext, id: string, options: ReplayOptions): Promise<void> {
  checkSelection(options);
  const added = await withLedger(context, options, async (ledger) => {
    const endpoint = await existing(ledger, id);
    const pages = options.dead === true ? deadLetters(ledger, id, options) : events(ledger, options);
    let count = 0;
    for await (const page of pages) {
      count += await addPage(ledger, endpoint, page);
      if (context.isTerminal && options.json !== true) context.err(`${count} so far`);
    }
    return { count, isPaused: endpoint.isPaused };
  });
  if (options.json === true) return context.out(JSON.stringify({ queued: added.count }));
  if (added.count === 0) return context.out('No event matches; nothing will be sent.');
  context.out(`Queued ${added.count} ${added.count === 1 ? 'event' : 'events'}, in order for each viewer.`);
  context.out(
    added.isPaused
      ? 'The endpoint is paused: they are sent when it is resumed.'
      : 'The running server sends them now; without one, the next server does at its start.',
  );
}

function checkSelection(options: ReplayOptions): void {
  const { viewer, type, after, since, until, dead, all } = options;
  const isNarrowed = [viewer, type, after, since, until, dead].some((value) => value !== undefined);
  if (!isNarrowed && all !== true)
    throw usage(
      'no events were selected',
      'Pass --viewer, --type, --after, --since, --until, --dead or --all.',
    );
  if (isNarrowed && all === true)
    throw usage('--all excludes the other selections', 'Leave one of them out.');
  if (after !== undefined && viewer === undefined)
    throw usage('--after needs --viewer', 'A cursor is a place in the log of one viewer.');
  if (dead === true && (after !== undefined || since !== undefined || until !== undefined))
    throw usage('--dead excludes --after, --since and --until', 'Narrow it by --viewer or --type.');
  if (since !== undefined && until !== undefined && since > until)
    throw usage('--since is later than --until', 'Swap the two times.');
}

/** Events added per commit, during which a running server waits for the ledger. */
const BATCH = 200;

async function* events(ledger: Ledger, options: ReplayOptions): AsyncGenerator<readonly EventMark[]> {
  const { viewer: viewerId, type = [], since, until } = options;
  const afterSeq = afterSeqOf(ledger, options);
  const selection: EventSelection = { viewerId, afterSeq, types: kindsOf(type), since, until };
  for (let after: Awaited<ReturnType<typeof selectEvents>>[number] | undefined; ; ) {
    const found = await selectEvents(ledger.db, selection, { after, limit: BATCH });
    yield found;
    if (found.length < BATCH) return;
    after = found.at(-1);
  }
}

function afterSeqOf(ledger: Ledger, { viewer, after }: ReplayOptions): number | undefined {
  if (after === undefined || viewer === undefined) return undefined;
  const cursor = readCursor(after);
  if (cursor === null) throw usage('--after is not a cursor', 'Take one from a webhook or an event.');
  if (cursor.epoch !== ledger.epoch || !cursor.isOf(viewer))
    throw usage(`--after is not a cursor of the log of ${viewer}`, 'Use --since instead.');
  return cursor.seq;
}

async function* deadLetters(
  ledger: Ledger,
  id: string,
  { viewer: viewerId, type = [] }: ReplayOptions,
): AsyncGenerator<readonly EventMark[]> {
  for (let after: EventMark | undefined; ; ) {
    const filter = { viewerId, types: kindsOf(type), after, limit: BATCH };
    const found = await listWebhookDeliveries(ledger.db, id, 'DEAD', filter);
    yield found;
    if (found.length < BATCH) return;
    after = found.at(-1);
  }
}

/** Adds those that the endpoint wants. Nothing is added to an endpoint that is removed meanwhile. */
async function addPage(ledger: Ledger, endpoint: Endpoint, page: readonly EventMark[]): Promise<number> {
  const { endpointId } = endpoint;
  const wanted = page.filter(({ type }) => isWanted(endpoint, TYPE_NAMES[type] ?? []));
  return await ledger.write(async (unit) => {
    await holdPosition(unit);
    if ((await findEndpoint(unit.db, endpointId)) === null) return 0;
    const added = wanted.map(({ viewerId, seq, type }) => ({ endpointId, viewerId, seq, type }));
    return await addAgain(unit, added, Date.now());
  });
}

function usage(message: string, hint: string): CliError {
  return new CliError(message, { hint, exitCode: EXIT_USAGE });
}
