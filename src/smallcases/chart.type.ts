import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import type { ChartDuration } from '../gateway/catalogue/wire.js';
import { describeCount } from '../graphql/list-page.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const ChartDurationEnum = {
  ONE_MONTH: 'ONE_MONTH',
  THREE_MONTHS: 'THREE_MONTHS',
  SIX_MONTHS: 'SIX_MONTHS',
  ONE_YEAR: 'ONE_YEAR',
  THREE_YEARS: 'THREE_YEARS',
  FIVE_YEARS: 'FIVE_YEARS',
  MAX: 'MAX',
} as const satisfies { readonly [Duration in ChartDuration]: Duration };

registerEnumType(ChartDurationEnum, {
  name: 'ChartDuration',
  description: 'How far a chart reaches back.',
  valuesConfig: {
    ONE_MONTH: { description: 'A month.' },
    THREE_MONTHS: { description: 'Three months.' },
    SIX_MONTHS: { description: 'Six months.' },
    ONE_YEAR: { description: 'A year.' },
    THREE_YEARS: { description: 'Three years.' },
    FIVE_YEARS: { description: 'Five years.' },
    MAX: { description: 'To the beginning of the smallcase.' },
  },
});

@ObjectType('ChartPoint', { simpleResolvers: true, description: 'One day of a chart.' })
export class ChartPointType {
  @Field(() => DateTimeScalar, { description: 'The day.' })
  date!: Date;

  @Field(() => DecimalScalar, { description: 'Value of the smallcase; the chart begins near 100.' })
  value!: DecimalString;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Value of the benchmark on the same scale; null where it has none for that day.',
  })
  benchmark!: DecimalString | null;
}

@ObjectType('SmallcaseChart', {
  simpleResolvers: true,
  description: 'The past of a smallcase. Up to an hour old; up to two while Gateway cannot be reached.',
})
export class SmallcaseChartType {
  @Field(() => String, { nullable: true, description: 'Id of the benchmark; null if there is none.' })
  benchmarkId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the benchmark; null if there is none.' })
  benchmarkName!: string | null;

  @Field(() => Int, { description: describeCount('SmallcaseChart.points') })
  pointsCount!: number;

  @Field(() => DateTimeScalar, { description: 'When Dwar asked Gateway for it.' })
  fetchedAt!: Date;
}
