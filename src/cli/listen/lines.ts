import { stringify } from 'lossless-json';
import { maskId } from '../../core/output/mask.js';
import type { DeliverySummary } from '../../ledger/operator/deliveries.js';
import { describeRow, readBody, summarise } from '../ledger/deliveries.js';
import type { ListenedEvent } from './feed.js';
import type { Forwarded } from './forward.js';

interface DeliveryLine {
  readonly delivery: DeliverySummary;
  /** Null if it is not shown. */
  readonly body: Buffer | null;
  /** Null if it was not forwarded. */
  readonly forwarded: Forwarded | null;
  readonly position: string;
}

interface LineOptions {
  readonly isRaw: boolean;
  readonly isJson: boolean;
}

/** A delivery as one line. */
export function deliveryLine(line: DeliveryLine, { isRaw, isJson }: LineOptions): string {
  const { delivery, body, forwarded, position } = line;
  const summary = { ...summarise(delivery, isRaw), sizeBytes: delivery.sizeBytes };
  const shown = body === null ? undefined : readBody(body.toString('utf8'), isRaw);
  if (isJson) {
    const outcome = forwarded === null ? {} : { forwarded };
    return stringify({ type: 'delivery', ...summary, body: shown, ...outcome, position }) ?? '';
  }
  const cells = [
    'delivery',
    describeRow(summary),
    ...(forwarded === null ? [] : [describeForwarded(forwarded)]),
    ...(shown === undefined ? [] : [stringify(shown) ?? '']),
    position,
  ];
  return cells.join('  ');
}

function describeForwarded({ status, problem, tookMs }: Forwarded): string {
  const answer = status === null ? 'forwarded without an answer' : `forwarded: ${status} in ${tookMs} ms`;
  return problem === null ? answer : `${answer} (${problem})`;
}

/** An event as one line. */
export function eventLine(event: ListenedEvent, position: string, { isRaw, isJson }: LineOptions): string {
  const id = (value: string | null) => (value === null || isRaw ? value : maskId(value));
  const shown = {
    type: 'event',
    occurredAt: new Date(event.occurredAt).toISOString(),
    kind: event.type,
    status: event.status,
    viewer: id(event.viewerId),
    seq: event.seq,
    subject: id(event.subject),
    transactionId: id(event.transactionId),
    authId: id(event.authId),
  };
  if (isJson) return JSON.stringify({ ...shown, position });
  const { occurredAt, kind, status, viewer, seq, subject, transactionId } = shown;
  const cells = ['event', occurredAt, kind.padEnd(14), (status ?? '-').padEnd(10), subject ?? '-'];
  return [...cells, transactionId ?? '-', `${viewer} ${seq}`, position].join('  ');
}
