import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { ExplainedFact, Explanation } from '../explain/explanation.js';
import { FactSourceEnum, LaneEnum } from './enums.js';

/** One fact of an explanation. */
@ObjectType('ExplainedFact', {
  simpleResolvers: true,
  description: 'One thing that was learned of a transaction or of one of its orders.',
})
export class ExplainedFactType {
  @Field(() => DateTimeScalar, { description: 'When Dwar learned of it.' })
  at!: Date;

  @Field(() => LaneEnum, { description: 'The lane of the timeline that it stands in.' })
  lane!: ExplainedFact['lane'];

  @Field(() => FactSourceEnum, { description: 'What caused it.' })
  source!: ExplainedFact['source'];

  @Field(() => String, { nullable: true, description: 'The status before; null if there was none.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'The status after; null if nothing changed.' })
  to!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it contradicted, in words. Such a fact changed nothing. Null for others.',
  })
  anomaly!: string | null;

  @Field(() => Boolean, { description: 'Whether it is about the transaction itself, not one of its orders.' })
  isAboutTransaction!: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The delivery that brought it; null if none, or not recorded.',
  })
  deliveryId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of its event in the viewer’s log; null if there is none, or not recorded.',
  })
  eventSeq!: number | null;

  @Field(() => String, { nullable: true, description: 'The trace in which it happened; null if not traced.' })
  traceId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a read: milliseconds since the hint that it settles. Null for others.',
  })
  delayMs!: number | null;

  @Field(() => Boolean, {
    description: 'Whether something failed: a status that is a failure, or a delivery that was not applied.',
  })
  isFailure!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether it says nothing new: a delivery that changed nothing, or a contradiction once more.',
  })
  isRepeat!: boolean;

  @Field(() => String, { description: 'The fact as one sentence.' })
  sentence!: string;
}

@ObjectType('NextStep', { simpleResolvers: true, description: 'Something that will happen on its own.' })
class NextStepType {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When; null if that is not known.' })
  at!: Date | null;

  @Field(() => String, { description: 'What happens, and why.' })
  sentence!: string;
}

/** What happened to a transaction, as the schema shows it. */
@ObjectType('Explanation', {
  simpleResolvers: true,
  description: 'What happened, in the order of time, and what happens next.',
})
export class ExplanationType {
  @Field(() => [ExplainedFactType], { description: 'The facts, oldest first.' })
  facts!: ExplainedFactType[];

  @Field(() => Boolean, { description: 'Whether there are more facts than were kept or are shown.' })
  isTruncated!: boolean;

  @Field(() => [NextStepType], { description: 'What happens next without anyone’s help.' })
  next!: NextStepType[];

  @Field(() => String, { description: 'The same as Markdown, masked as this session is.' })
  markdown!: string;
}

/** A fact as operators see it. */
export function toFactView(fact: ExplainedFact): ExplainedFactType {
  return { ...fact, at: toDate(fact.at) };
}

/** An explanation as operators see it. */
export function toExplanationView({ facts, next, ...rest }: Explanation): ExplanationType {
  return {
    ...rest,
    facts: facts.map(toFactView),
    next: next.map(({ at, sentence }) => ({ at: toDate(at), sentence })),
  };
}
