import { Field, ID, InputType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import { ProvenanceEnum } from '../../graphql/enums.js';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { type DeliveryVerdict, DeliveryVerdictEnum, type EventTypeName, EventTypeEnum } from './enums.js';

/** Narrows the list of orders. */
@InputType('OrderFilter', {
  description: 'Narrows the list of orders. A field that is absent or null selects all.',
})
export class OrderFilterInput {
  @Field(() => [String], { nullable: true, description: 'One of these statuses.' })
  status?: string[] | null;

  @Field(() => [ProvenanceEnum], { nullable: true, description: 'Established in one of these ways.' })
  provenance?: Provenance[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Final or not.' })
  isFinal?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The viewer’s id, whole.' })
  viewer?: string | null;

  @Field(() => String, { nullable: true, description: 'A trading symbol that one of its legs has, whole.' })
  symbol?: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s key, whole, such as `kite`.' })
  broker?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Of transactions created at this time or later.',
  })
  since?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Of transactions created at this time or earlier.',
  })
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'A batch id, transaction id or exchange order id, whole.',
  })
  text?: string | null;
}

/** Narrows the list of transactions. */
@InputType('TransactionFilter', {
  description: 'Narrows the list of transactions. A field that is absent or null selects all.',
})
export class TransactionFilterInput {
  @Field(() => [String], { nullable: true, description: 'One of these statuses.' })
  status?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these intents.' })
  intent?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The viewer’s id, whole.' })
  viewer?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is no longer polled though its order is open.',
  })
  isStale?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created at this time or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created at this time or earlier.' })
  until?: Date | null;
}

/** Narrows a list of accounts. */
@InputType('AccountFilter', {
  description: 'Narrows a list of accounts. A field that is absent or null selects all.',
})
export class AccountFilterInput {
  @Field(() => ID, { nullable: true, description: 'The `id` of an account.' })
  account?: string | null;

  @Field(() => String, { nullable: true, description: 'The viewer’s id, whole.' })
  viewer?: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s key, whole, such as `kite`.' })
  broker?: string | null;
}

/** Narrows a list of what accounts hold. */
@InputType('HoldingsFilter', {
  description: 'Narrows a list of what accounts hold. A field that is absent or null selects all.',
})
export class HoldingsFilterInput extends AccountFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'A trading symbol that is held, whole: of a position, or of a constituent of an investment.',
  })
  symbol?: string | null;
}

/** Narrows the list of deliveries, and selects those of a replay. */
@InputType('DeliveryFilter', {
  description: 'Narrows the list of deliveries. A field that is absent or null selects all.',
})
export class DeliveryFilterInput {
  @Field(() => [DeliveryVerdictEnum], { nullable: true, description: 'One of these verdicts.' })
  verdict?: DeliveryVerdict[] | null;

  @Field(() => [DeliveryVerdictEnum], { nullable: true, description: 'None of these verdicts.' })
  verdictNot?: DeliveryVerdict[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these kinds.' })
  kind?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'None of these kinds.' })
  kindNot?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'One of these deliveries, by `id`; 200 at most.' })
  ids?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Received at this time or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Received at this time or earlier.' })
  until?: Date | null;

  @Field(() => ID, { nullable: true, description: 'The `id` of the transaction that it names.' })
  transaction?: string | null;

  @Field(() => String, { nullable: true, description: 'Text within `problem`, in any case.' })
  problem?: string | null;
}

/** Narrows the log of a viewer. */
@InputType('EventFilter', {
  description: 'Narrows the log of a viewer. A field that is absent or null selects all.',
})
export class EventFilterInput {
  @Field(() => [EventTypeEnum], { nullable: true, description: 'One of these types.' })
  type?: EventTypeName[] | null;

  @Field(() => ID, { nullable: true, description: 'The `subjectId` of the object that they are about.' })
  subject?: string | null;
}
