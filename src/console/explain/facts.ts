import { maskText } from '../../core/output/mask.js';
import type { DeliveryState } from '../../ledger/deliveries/deliveries.js';
import type { DeliveryOutline, EventOutline, Story } from '../../ledger/operator/story.js';
import type { TimelineEntry } from '../../ledger/timeline.js';
import type { ExplainedFact, Lane, Mask } from './explanation.js';
import type { Happening } from './happening.js';
import { Hints } from './hints.js';
import { deliverySentence, entrySentence, stateSentence } from './sentences.js';

/** Statuses that a transaction never leaves (protocol section 8). */
const SETTLED: readonly string[] = ['COMPLETED', 'ERRORED', 'ACTION_REQUIRED'];

/** Statuses of transactions and orders that are failures. */
const FAILED: readonly string[] = ['ERRORED', 'UNFILLED', 'UNPLACED'];
/** States of deliveries that could not be applied. */
const UNAPPLIED: readonly DeliveryState[] = ['DEAD', 'OVERSIZED', 'UNREADABLE'];

const LANES: Readonly<Record<TimelineEntry['source'], Lane>> = {
  CALL: 'APP',
  REPORT: 'APP',
  LINK: 'APP',
  WEBHOOK: 'WEBHOOK',
  POLL: 'READ',
};

/** The facts of a story in the order of time. */
export function factsOf(story: Story, mask: Mask): ExplainedFact[] {
  const narrator = new Narrator(story, mask);
  const happened = [
    ...story.entries.map((entry) => ({ at: entry.at, rank: entry.source === 'CALL' ? 0 : 2, entry })),
    ...unrecorded(story).map((delivery) => ({ at: delivery.receivedAt, rank: 1, delivery })),
  ].sort((one, other) => one.at - other.at || one.rank - other.rank);
  return happened.flatMap((each) =>
    'entry' in each ? narrator.factsOfEntry(each.entry) : [narrator.factOfDelivery(each.delivery)],
  );
}

/** The deliveries that no entry of the timeline is about: they changed no order and contradicted none. */
function unrecorded({ entries, deliveries }: Story): DeliveryOutline[] {
  const named = new Set(entries.map(({ deliveryId }) => deliveryId));
  // Entries of the version before name none, but have the time at which theirs was received.
  const times = new Set(
    entries
      .filter(({ source, deliveryId }) => source === 'WEBHOOK' && deliveryId === undefined)
      .map(({ at }) => at),
  );
  return deliveries.filter(({ deliveryId, receivedAt }) => !named.has(deliveryId) && !times.has(receivedAt));
}

class Narrator {
  readonly #hints = new Hints();
  readonly #finals = new Set<string>();
  readonly #contradictions = new Set<string>();
  readonly #retracted: ReadonlySet<TimelineEntry>;
  readonly #corrected: ReadonlySet<string>;
  #isSettled = false;
  #isStale = false;

  constructor(
    private readonly story: Story,
    private readonly mask: Mask,
  ) {
    this.#retracted = new Set(story.entries.filter((entry) => isRetraction(story, entry)));
    this.#corrected = new Set(corrections(story.entries));
  }

  factOfDelivery(delivery: DeliveryOutline): ExplainedFact {
    const { receivedAt: at, deliveryId, state, problem } = delivery;
    this.#hints.ofTransaction(at, 'the webhook');
    return {
      ...NOTHING,
      at,
      lane: 'WEBHOOK',
      source: 'WEBHOOK',
      anomaly: state === 'ANOMALY' ? maskText(problem ?? '') : null,
      deliveryId,
      isFailure: UNAPPLIED.includes(state) || (state === 'PENDING' && delivery.failures > 0),
      isRepeat: state === 'ANOMALY' ? this.#isRepeated(null, problem) : isNothingNew(delivery),
      sentence: deliverySentence(delivery),
    };
  }

  factsOfEntry(entry: TimelineEntry): ExplainedFact[] {
    const { at, source, batchId, from, to } = entry;
    const happening = this.#happening(entry);
    const hint = source === 'POLL' ? this.#hints.settle(batchId, at) : null;
    const fact: ExplainedFact = {
      ...NOTHING,
      at,
      lane: LANES[source],
      source,
      from,
      to,
      anomaly: entry.anomaly === null ? null : maskText(entry.anomaly),
      batchId,
      isAboutTransaction: batchId === null,
      deliveryId: entry.deliveryId ?? null,
      eventSeq: entry.eventSeq ?? null,
      traceId: entry.traceId ?? null,
      delayMs: hint?.delayMs ?? null,
      isFailure: to !== null && FAILED.includes(to),
      isRepeat: this.#isRepeated(batchId, entry.anomaly),
      sentence: entrySentence(happening, { intent: this.#intent, hint, name: this.#name(batchId) }),
    };
    if (source === 'REPORT') this.#hints.ofTransaction(at, "the app's report");
    if (source === 'WEBHOOK') this.#hints.add(entry);
    return [fact, ...this.#states(happening, fact)];
  }

  /** Whether the same contradiction of the same subject came before. */
  #isRepeated(batchId: string | null, anomaly: string | null): boolean {
    if (anomaly === null) return false;
    const contradiction = `${batchId} ${anomaly}`;
    const isKnown = this.#contradictions.has(contradiction);
    this.#contradictions.add(contradiction);
    return isKnown;
  }

  get #intent(): string {
    return this.story.transaction.snapshot.intent;
  }

  /** How sentences call the subject: by its id only where there are several orders. */
  #name(batchId: string | null): string {
    if (batchId === null) return 'the transaction';
    return this.story.orders.length > 1 ? `order ${this.mask(batchId)}` : 'the order';
  }

  #happening(entry: TimelineEntry): Happening {
    const event: EventOutline | undefined = this.story.events.get(entry.eventSeq ?? -1);
    return {
      entry,
      order: event?.type === 'ORDER' ? event.snapshot : null,
      transaction: event?.type === 'TRANSACTION' ? event.snapshot : null,
      isRetraction: this.#retracted.has(entry),
      isCorrection: this.#corrected.has(momentOf(entry)),
    };
  }

  /** What became final, stale or was retracted by a read. */
  #states(happening: Happening, fact: ExplainedFact): ExplainedFact[] {
    const { entry, transaction } = happening;
    const { batchId, to, source } = entry;
    if (source !== 'POLL') return [];
    const state = (kind: Parameters<typeof stateSentence>[0], name: string): ExplainedFact => ({
      ...fact,
      lane: 'STATE',
      anomaly: null,
      delayMs: null,
      isRepeat: false,
      sentence: stateSentence(kind, name, happening),
    });
    const name = this.#name(batchId);
    if (batchId !== null) {
      if (happening.isRetraction) return [state('RETRACTED', name)];
      if (this.#finals.has(batchId) || !this.#becomesFinal(happening)) return [];
      this.#finals.add(batchId);
      return [state('FINAL', name)];
    }
    const isStale = transaction?.isStale === true && !this.#isStale;
    this.#isStale ||= isStale;
    const isSettled = to !== null && SETTLED.includes(to) && !this.#isSettled;
    this.#isSettled ||= isSettled;
    return [...(isSettled ? [state('SETTLED', name)] : []), ...(isStale ? [state('STALE', name)] : [])];
  }

  /** By the event of the entry; where that was trimmed, the last step of an order that is final. */
  #becomesFinal({ entry, order }: Happening): boolean {
    if (entry.to === null) return false;
    if (order !== null) return order.isFinal;
    const stored = this.story.orders.find(({ snapshot }) => snapshot.batchId === entry.batchId);
    const last = this.story.entries.findLast(({ batchId, to }) => batchId === entry.batchId && to !== null);
    return stored?.snapshot.isFinal === true && last === entry;
  }
}

/** Whether a delivery that no entry is about was applied and changed no order. */
function isNothingNew({ state, kind }: DeliveryOutline): boolean {
  return state === 'APPLIED' && kind === 'ORDER';
}

const NOTHING = {
  from: null,
  to: null,
  anomaly: null,
  batchId: null,
  isAboutTransaction: true,
  deliveryId: null,
  eventSeq: null,
  traceId: null,
  delayMs: null,
  isFailure: false,
  isRepeat: false,
} as const;

/** By its event; where that was trimmed, the last entry of an order that is retracted. */
function isRetraction({ entries, events, orders }: Story, entry: TimelineEntry): boolean {
  const { source, batchId, to, anomaly } = entry;
  if (source !== 'POLL' || batchId === null || to !== null || anomaly === null) return false;
  const event = events.get(entry.eventSeq ?? -1);
  if (event !== undefined) return event.type === 'ORDER_RETRACTED';
  const stored = orders.find(({ snapshot }) => snapshot.batchId === batchId);
  return stored?.isRetracted === true && entries.findLast((each) => each.batchId === batchId) === entry;
}

/** The reads of an order that recorded a contradiction and a step at once: they corrected a webhook. */
export function corrections(entries: readonly TimelineEntry[]): string[] {
  const ofOrders = entries.filter(({ source, batchId }) => source === 'POLL' && batchId !== null);
  const steps = new Set(ofOrders.filter(({ to }) => to !== null).map(momentOf));
  return ofOrders
    .filter(({ anomaly }) => anomaly !== null)
    .map(momentOf)
    .filter((moment) => steps.has(moment));
}

/** Names a moment of an order, at which one read may write several entries. */
export function momentOf({ source, batchId, at }: TimelineEntry): string {
  return `${source} ${batchId} ${at}`;
}
