import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { Progress } from '../replay/replay-run.js';
import { type ReplayState, ReplayStateEnum } from './enums.js';

/** A replay of many deliveries, as the schema shows it. */
@ObjectType('Replay', {
  simpleResolvers: true,
  description:
    'Many deliveries that are played again, oldest first. The instance keeps the last 20 in memory.',
})
export class ReplayType {
  @Field(() => ID, { description: 'Its id within this instance.' })
  id!: string;

  @Field(() => ReplayStateEnum, { description: 'How far it has come.' })
  state!: ReplayState;

  @Field(() => Boolean, { description: 'Whether it only finds out what a replay would change.' })
  isDryRun!: boolean;

  @Field(() => Int, { description: 'Deliveries that matched when it was started.' })
  matched!: number;

  @Field(() => Int, { description: 'Those of them that were played, failed ones included.' })
  played!: number;

  @Field(() => Int, {
    description:
      'Of those played, how many changed their verdict or wrote an event; in a dry run, how many would.',
  })
  wouldChange!: number;

  @Field(() => Int, { description: 'Of those played, how many could not be. They are tried again later.' })
  failed!: number;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt!: Date | null;
}

/** A replay as an operator sees it. */
export function toReplay(progress: Progress): ReplayType {
  return { ...progress, startedAt: toDate(progress.startedAt), endedAt: toDate(progress.endedAt) };
}
