import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type CursorState, CursorStateEnum } from './enums.js';
import { OperatorEventType } from './event.type.js';

/** The log of one viewer, as the schema shows it. */
@ObjectType('EventLog', {
  simpleResolvers: true,
  description: 'The events of one viewer: every change of what their app shows, in order.',
})
export class EventLogType {
  @Field(() => ID, { description: 'Opaque id of the viewer, the same in every session.' })
  id!: string;

  @Field(() => String, { description: 'Whose it is, shortened or hidden in a masked session.' })
  viewer!: string;

  @Field(() => Int, { description: 'Number of its newest event.' })
  head!: number;

  @Field(() => Int, {
    description:
      'Events up to this number are no longer kept; 0 if none was deleted. A client that resumes ' +
      'from before ' +
      'it gets `ResyncRequired`.',
  })
  horizon!: number;

  @Field(() => Int, { description: 'How many days events are kept.' })
  retentionDays!: number;

  @Field(() => String, {
    description:
      'The epoch of the log, which is part of every cursor. It changes when the database was replaced by ' +
      'another state of it; clients with older cursors get `ResyncRequired`.',
  })
  epoch!: string;
}

/** The viewer is no field: what is read only when asked for is found by it. */
export interface EventLogView extends EventLogType {
  readonly viewerId: string;
}

/** Clients that follow a log. */
@ObjectType('LogFollowers', {
  simpleResolvers: true,
  description: 'The subscriptions at this instance that follow a viewer’s log.',
})
export class LogFollowersType {
  @Field(() => Int, { description: 'How many there are.' })
  count!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Events that the slowest one has not been given yet; null if none follows.',
  })
  behindMost!: number | null;
}

/** What was known at one place of a log. */
@ObjectType('LogState', {
  simpleResolvers: true,
  description:
    'What a client that has received all events up to one number knows: the newest event of each object.',
})
export class LogStateType {
  @Field(() => Int, { description: 'The number of the last event that counts.' })
  seq!: number;

  @Field(() => [OperatorEventType], {
    description:
      'The newest event of each object, the newest first. Objects of accounts that were unlinked since are ' +
      'not among them: their events are deleted.',
  })
  events!: OperatorEventType[];

  @Field(() => Boolean, {
    description:
      'Whether objects are left out that changed longest ago: at most 5,000 events are folded, and at most ' +
      '200 objects shown.',
  })
  isTruncated!: boolean;

  @Field(() => Int, {
    description:
      'Objects that last changed at this number or before are not known, because those events are no ' +
      'longer ' +
      'kept; 0 if all are. If it is greater than `seq`, nothing is known.',
  })
  unknownUpTo!: number;
}

/** What a text names, as the schema shows it. */
@ObjectType('FoundEventLog', { simpleResolvers: true, description: 'The log that a text names.' })
export class FoundEventLogType {
  @Field(() => EventLogType, { nullable: true, description: 'The log; null if the text names none here.' })
  log!: EventLogType | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the event that a cursor stands at; null for other texts, and if it has none here.',
  })
  seq!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The `subjectId` of the transaction or order that the text names; null for other texts.',
  })
  subjectId!: string | null;

  @Field(() => CursorStateEnum, {
    nullable: true,
    description:
      'Whether a client can resume from the cursor; null if the text is no cursor of a known viewer.',
  })
  cursor!: CursorState | null;

  @Field(() => Boolean, {
    description:
      'Whether there are more than 200,000 viewers, and the cursor is of none of those it was compared with.',
  })
  isTruncated!: boolean;
}
