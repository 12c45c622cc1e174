import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { type DeliveryVerdict, DeliveryVerdictEnum } from './enums.js';

@ObjectType('VerdictSeries', { simpleResolvers: true, description: 'Deliveries with one verdict over time.' })
class VerdictSeriesType {
  @Field(() => DeliveryVerdictEnum, { description: 'The verdict.' })
  verdict!: DeliveryVerdict;

  @Field(() => [Int], { description: 'How many were received in each part, counted up to 1,000.' })
  counts!: number[];
}

@ObjectType('StatusSeries', { simpleResolvers: true, description: 'Orders with one status over time.' })
class StatusSeriesType {
  @Field(() => String, { description: 'The status.' })
  status!: string;

  @Field(() => [Int], {
    description: 'How many there are, by the part in which their transaction was created.',
  })
  counts!: number[];
}

/** What came in over a period, as the schema shows it. */
@ObjectType('Activity', {
  simpleResolvers: true,
  description: 'What came in over a period, in parts of it. It is computed at most once in ten seconds.',
})
export class ActivityType {
  @Field(() => [DateTimeScalar], { description: 'When each part begins, oldest first.' })
  starts!: Date[];

  @Field(() => [VerdictSeriesType], {
    description: 'Deliveries by verdict; verdicts that none has are absent.',
  })
  deliveries!: VerdictSeriesType[];

  @Field(() => [StatusSeriesType], {
    description:
      'Orders by their present status, without retracted ones: at most 1,000 of the 200 newest ' +
      'transactions of each part.',
  })
  orders!: StatusSeriesType[];
}
