import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import { ProvenanceEnum } from '../../graphql/enums.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import { type EventOutline, kindOfEvent } from '../../ledger/operator/event-log.js';
import type { Masks } from '../masks.js';
import type { SealedIds } from '../sealed-id.js';
import { EVENT_TYPES, type EventTypeName, EventTypeEnum } from './enums.js';
import { operatorConnection } from './page.type.js';

/** An event of a viewer's log, as the schema shows it. */
@ObjectType('Event', { simpleResolvers: true, description: 'One event of a viewer’s log.' })
export class OperatorEventType {
  @Field(() => ID, { description: 'Its number as text: unique within the log of its viewer.' })
  id!: string;

  @Field(() => Int, { description: 'Its number in the log, which is the `revision` of what it changed.' })
  seq!: number;

  @Field(() => EventTypeEnum, { description: 'What it says.' })
  type!: EventTypeName;

  @Field(() => String, {
    description: 'Gateway’s id of the object that it is about, shortened in a masked session.',
  })
  subject!: string;

  @Field(() => ID, { description: 'Opaque id of that object, to filter the log by.' })
  subjectId!: string;

  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The status of the order or transaction as of this event; null for other objects.',
  })
  status!: string | null;

  @Field(() => ProvenanceEnum, {
    nullable: true,
    description: 'How that status was established; null for other objects.',
  })
  provenance!: Provenance | null;
}

/** The outline is no field: what is read only when asked for is found by it. */
export interface OperatorEventView extends OperatorEventType {
  readonly outline: EventOutline;
}

/** An event as an operator sees it. */
export function toOperatorEvent(outline: EventOutline, masks: Masks, ids: SealedIds): OperatorEventView {
  const { seq, type, subject, occurredAt, state } = outline;
  return {
    outline,
    id: String(seq),
    seq,
    type: EVENT_TYPES.find((known) => known === type) ?? 'UNKNOWN',
    subject: masks.id(subject),
    subjectId: ids.seal('subject', JSON.stringify([kindOfEvent(type), subject])),
    at: toDate(occurredAt),
    status: state?.status ?? null,
    provenance: state?.provenance ?? null,
  };
}

/** A page of events. */
export const OperatorEventConnection = operatorConnection('Event', () => OperatorEventType);
