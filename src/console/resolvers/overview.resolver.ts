import { Arg, Query, Resolver } from 'type-graphql';
import type { Overviews } from '../overview.js';
import { type OverviewPeriod, OverviewPeriodEnum } from '../types/enums.js';
import { OverviewType } from '../types/overview.type.js';

/** The state of the gateway at a glance. */
@Resolver()
export class OverviewResolver {
  constructor(private readonly overviews: Overviews) {}

  @Query(() => OverviewType, { nullable: true, description: 'The state of the gateway at a glance.' })
  async overview(
    @Arg('period', () => OverviewPeriodEnum, { defaultValue: 'HOUR', description: 'The time it looks back.' })
    period: OverviewPeriod,
  ): Promise<OverviewType> {
    return await this.overviews.of(period);
  }
}
