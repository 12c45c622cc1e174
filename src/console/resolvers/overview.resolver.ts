import { Arg, Query, Resolver } from 'type-graphql';
import type { Activities } from '../activity.js';
import type { Overviews } from '../overview.js';
import { ActivityType } from '../types/activity.type.js';
import { type OverviewPeriod, OverviewPeriodEnum } from '../types/enums.js';
import { OverviewType } from '../types/overview.type.js';

/** The state of the gateway at a glance. */
@Resolver()
export class OverviewResolver {
  constructor(
    private readonly overviews: Overviews,
    private readonly activities: Activities,
  ) {}

  @Query(() => OverviewType, { nullable: true, description: 'The state of the gateway at a glance.' })
  async overview(
    @Arg('period', () => OverviewPeriodEnum, { defaultValue: 'HOUR', description: 'The time it looks back.' })
    period: OverviewPeriod,
  ): Promise<OverviewType> {
    return await this.overviews.of(period);
  }

  @Query(() => ActivityType, { nullable: true, description: 'What came in over a period, in parts of it.' })
  async activity(
    @Arg('period', () => OverviewPeriodEnum, { defaultValue: 'HOUR', description: 'The time it looks back.' })
    period: OverviewPeriod,
  ): Promise<ActivityType> {
    return await this.activities.of(period);
  }
}
