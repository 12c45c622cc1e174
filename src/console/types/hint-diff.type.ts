import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { HintDiff, HintDiffs, HintOutcome } from '../explain/hint-diffs.js';
import { type DeliveryVerdict, DeliveryVerdictEnum, HintOutcomeEnum } from './enums.js';

@ObjectType('FieldDiff', {
  simpleResolvers: true,
  description: 'One field of an order: as a webhook said it, and as a read confirmed it.',
})
class FieldDiffType {
  @Field(() => String, {
    nullable: true,
    description: 'The leg it belongs to, by symbol and side; null for the order itself.',
  })
  leg!: string | null;

  @Field(() => String, { description: 'Its name, such as `averagePrice`.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the webhook said, masked as this session is; null if it did not say.',
  })
  hint!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the read confirmed, masked as this session is; null if it did not say.',
  })
  confirmed!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether both are the same, before anything is masked. Amounts are compared as numbers: `1520.35` ' +
      'equals `1520.350`.',
  })
  isEqual!: boolean;
}

@ObjectType('HintDiff', {
  simpleResolvers: true,
  description: 'A webhook about an order, next to the snapshot that the next read confirmed.',
})
class HintDiffType {
  @Field(() => ID, { description: 'The delivery that brought it.' })
  deliveryId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received.' })
  receivedAt!: Date;

  @Field(() => DeliveryVerdictEnum, { description: 'What became of the delivery.' })
  verdict!: DeliveryVerdict;

  @Field(() => HintOutcomeEnum, { description: 'What it is compared with.' })
  outcome!: HintOutcome;

  @Field(() => Boolean, {
    description: 'Whether viewers were shown what it said until the read contradicted it.',
  })
  isCorrected!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the confirmed snapshot was written; null if there is none.',
  })
  confirmedAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of the event of that snapshot in the viewer’s log; null if there is none.',
  })
  eventSeq!: number | null;

  @Field(() => [FieldDiffType], {
    description: 'The fields of both, at most 200, of which those that differ are chosen first.',
  })
  fields!: FieldDiffType[];

  @Field(() => Int, { description: 'How many fields differ.' })
  differences!: number;
}

/** The webhooks about an order next to its reads, as the schema shows them. */
@ObjectType('HintDiffs', {
  simpleResolvers: true,
  description: 'The webhooks about an order, each next to what a read confirmed.',
})
export class HintDiffsType {
  @Field(() => [HintDiffType], { description: 'Newest first, at most 20.' })
  hints!: HintDiffType[];

  @Field(() => Int, { description: 'How many of them a read corrected.' })
  corrected!: number;

  @Field(() => Boolean, { description: 'Whether there are older ones.' })
  isTruncated!: boolean;
}

/** The webhooks about an order as operators see them; their fields are masked already. */
export function toHintDiffs({ hints, ...rest }: HintDiffs): HintDiffsType {
  return { ...rest, hints: hints.map(toHintDiff) };
}

function toHintDiff({ delivery, fields, confirmedAt, ...rest }: HintDiff): HintDiffType {
  return {
    ...rest,
    deliveryId: delivery.deliveryId,
    receivedAt: toDate(delivery.receivedAt),
    verdict: delivery.state,
    confirmedAt: toDate(confirmedAt),
    fields: [...fields],
  };
}
