import type { Broadcast } from './broadcast.js';

/** The log of one viewer and the connections, for the stage. They are the same in each run. */

const MINUTE_MS = 60_000;
const HEAD = 240;
const TYPES = ['ORDER', 'TRANSACTION', 'ORDER', 'HOLDINGS', 'ORDER', 'FUNDS'] as const;
const STATUSES = ['PLACED', 'PARTIALLYFILLED', 'COMPLETED', 'INITIALIZED'] as const;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** An event of the log of the stage. */
export interface StageEvent extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly at: string;
  readonly status: string | null;
  readonly provenance: string | null;
}

/** What the stage knows of events and connections. */
export interface EventWorld {
  /** The newest first. */
  readonly log: StageEvent[];
  readonly horizon: number;
  isMasked: boolean;
  behindMost: number | null;
  hasOtherInstances: boolean;
  connections: readonly Readonly<Record<string, unknown>>[];
}

/** Makes the event of a number. */
export function makeEvent(seq: number, now: number, overrides: Partial<StageEvent> = {}): StageEvent {
  const type = pick(TYPES, seq);
  const hasState = type === 'ORDER' || type === 'TRANSACTION';
  const object = seq % 7;
  return {
    id: String(seq),
    seq,
    type,
    subject: `65f1…00${object}d`,
    subjectId: `subject-${type}-${object}`,
    at: new Date(now - (HEAD - seq) * MINUTE_MS).toISOString(),
    status: hasState ? pick(STATUSES, seq) : null,
    provenance: hasState ? pick(['WEBHOOK', 'CONFIRMED', 'REPORTED'], seq) : null,
    ...overrides,
  };
}

/** Makes a log of at most `count` events; those before them are no longer kept. */
export function makeEventWorld(count: number, now: number): EventWorld {
  const kept = Math.min(count, HEAD);
  const log = Array.from({ length: kept }, (_, index) => makeEvent(HEAD - index, now));
  return {
    log,
    horizon: HEAD - kept,
    isMasked: true,
    behindMost: 3,
    hasOtherInstances: true,
    connections: Array.from({ length: Math.min(count, 14) }, (_, number) => ({
      transport: number % 4 === 3 ? 'SSE' : 'WEBSOCKET',
      viewer: number === 5 ? null : pick(['alic…0017', 'bobs…2231', 'caro…9920'], number),
      viewerId: number === 5 ? null : 'viewer-1',
      ageSeconds: 17 + number * number * 60,
      subscriptions: 1 + (number % 3),
      behind: number === 5 ? null : number === 0 ? 41 : 0,
      unsentBytes: number === 0 ? 183_204 : 0,
    })),
  };
}

interface Listing {
  readonly filter?: { readonly type?: readonly string[] | null; readonly subject?: string | null } | null;
  readonly first: number;
  readonly after?: string | null;
}

/** The fields of the operator schema that read this world. */
export function eventRoots(world: EventWorld, appended: Broadcast) {
  const logOf = () => ({
    id: 'viewer-1',
    viewer: 'alic…0017',
    head: world.log[0]?.seq ?? HEAD,
    horizon: world.horizon,
    retentionDays: 30,
    epoch: '5f03a1c9',
    followers: { count: world.behindMost === null ? 0 : 2, behindMost: world.behindMost },
    events: (listing: Listing) => pageOf(world, listing),
    event: ({ seq }: { seq: number }) => detailOf(world, seq),
    stateAt: ({ seq }: { seq: number }) => stateAt(world, seq),
  });
  return {
    eventLog: ({ viewer }: { viewer: string }) => (viewer === 'viewer-1' ? logOf() : null),
    findEventLog: ({ text }: { text: string }) => found(text, logOf),
    eventAppended: () => appended.subscribe(),
    connections: ({ transport }: { transport?: string | null }) => {
      const nodes = world.connections.filter((one) => transport == null || one.transport === transport);
      return {
        hasOtherInstances: world.hasOtherInstances,
        count: nodes.length,
        nodes,
        closes: closesOf(nodes),
      };
    },
  };
}

function found(text: string, logOf: () => object) {
  const nothing = { log: null, seq: null, subjectId: null, cursor: null, isTruncated: false };
  const cursors: Readonly<Record<string, object>> = {
    'alice-0017': {},
    'cursor-230': { seq: 230, cursor: 'KEPT' },
    'cursor-old': { seq: 2, cursor: 'TRIMMED' },
    'cursor-of-another-epoch': { cursor: 'OTHER_EPOCH' },
  };
  const known = cursors[text];
  return known === undefined ? nothing : { ...nothing, log: logOf(), ...known };
}

function pageOf({ log }: EventWorld, { filter, first, after }: Listing) {
  const kept = log.filter(
    ({ type, subjectId }) =>
      (filter?.type?.includes(type) ?? true) && (filter?.subject ?? subjectId) === subjectId,
  );
  const start = after ? kept.findIndex(({ id }) => id === after) + 1 : 0;
  const nodes = kept.slice(start, start + first);
  return {
    nodes,
    pageInfo: { hasNextPage: start + first < kept.length, endCursor: nodes.at(-1)?.id ?? null },
  };
}

function detailOf({ log, isMasked }: EventWorld, seq: number) {
  const index = log.findIndex((event) => event.seq === seq);
  const event = log[index];
  if (event === undefined) return null;
  const previous = log.slice(index + 1).find(({ subjectId }) => subjectId === event.subjectId) ?? null;
  return {
    ...event,
    cursor: isMasked ? null : `NWYwM2ExYzkuMjMw${seq}`,
    snapshot: snapshotOf(event),
    olderSeq: log[index + 1]?.seq ?? null,
    newerSeq: log[index - 1]?.seq ?? null,
    cause: event.status === null ? null : causeOf(event),
    transaction: null,
    order: null,
    previous: previous && { ...previous, snapshot: snapshotOf(previous) },
  };
}

function causeOf({ at, seq, status }: StageEvent) {
  return {
    at,
    lane: 'WEBHOOK',
    source: 'WEBHOOK',
    from: 'PLACED',
    to: status,
    anomaly: null,
    isAboutTransaction: false,
    isFailure: false,
    isRepeat: false,
    deliveryId: '3997',
    eventSeq: seq,
    traceId: null,
    delayMs: null,
    sentence: `A webhook said ${status?.toLowerCase()}.`,
  };
}

function snapshotOf({ seq, subject, status, provenance }: StageEvent): string {
  const legs = [
    { symbol: 'INFY', quantity: 12, filledQuantity: seq % 12, averagePrice: `15${seq % 90}.10` },
    { symbol: 'TCS', quantity: 4, filledQuantity: 4, averagePrice: '3305.55' },
  ];
  return JSON.stringify({ batchId: subject, status, provenance, isFinal: seq % 3 === 0, legs }, undefined, 2);
}

function stateAt({ log, horizon }: EventWorld, seq: number) {
  const subjects = new Map<string, StageEvent>();
  for (const event of log)
    if (event.seq <= seq && !subjects.has(event.subjectId)) subjects.set(event.subjectId, event);
  return { seq, events: [...subjects.values()], isTruncated: seq % 2 === 1, unknownUpTo: horizon };
}

function closesOf(connections: readonly unknown[]) {
  if (connections.length === 0) return [];
  return [
    { code: 1000, count: 1_204, meaning: 'The client closed the socket.', reconnects: false },
    { code: 4410, count: 37, meaning: 'The token expired.', reconnects: true },
    { code: 4413, count: 2, meaning: 'The client does not read fast enough.', reconnects: true },
    { code: null, count: 1, meaning: 'The client closed the socket with another code.', reconnects: false },
  ];
}
