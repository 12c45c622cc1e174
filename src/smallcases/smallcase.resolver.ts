import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ChartDuration } from '../gateway/catalogue/wire.js';
import {
  type Connection,
  connectionTypes,
  type ForwardArgs,
  forwardArgs,
  offsetBounds,
  toForwardConnection,
} from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { describeList, type ListArgs, listArgs, pageOf } from '../graphql/list-page.js';
import { LIST_BOUNDS, type ListName } from '../graphql/page-size.js';
import { requireViewer } from '../viewer/viewer.js';
import { type CatalogueService, NEWS_SCIDS_MAX } from './catalogue.service.js';
import { ChartDurationEnum, ChartPointType, SmallcaseChartType } from './chart.type.js';
import { NewsItemConnection, type NewsItemType } from './news-item.type.js';
import { CatalogueConstituentType, SmallcaseType, SubscriptionPlanType } from './smallcase.type.js';
import {
  type ChartView,
  type SmallcaseView,
  toChartView,
  toNewsView,
  toPlanView,
  toPointView,
  toSmallcaseView,
} from './smallcase.view.js';

const SmallcaseConnection = connectionTypes('Smallcase', () => SmallcaseType);
const { most: MOST_PLANS } = LIST_BOUNDS['Smallcase.plans'];
const SmallcasesArgs = forwardArgs('Query.smallcases');
const NewsArgs = forwardArgs('Query.smallcaseNews');
const SmallcaseNewsArgs = forwardArgs('Smallcase.news');
const ConstituentsArgs = listArgs('Smallcase.constituents');
const PointsArgs = listArgs('SmallcaseChart.points');

/** The catalogue: what every signed-in viewer may read, the same for all of them. */
@Resolver(() => SmallcaseType)
export class SmallcaseResolver {
  constructor(private readonly catalogue: CatalogueService) {}

  @Query(() => SmallcaseConnection, {
    nullable: true,
    description: 'The smallcases that your app may offer, in Gateway’s order.',
  })
  async smallcases(
    @Args(() => SmallcasesArgs) page: ForwardArgs,
    @Ctx() context: Context,
  ): Promise<Connection<SmallcaseView>> {
    requireViewer(context);
    const rows = offsetBounds('Query.smallcases', page);
    const { value, fetchedAt } = await this.catalogue.list(rows, context);
    return toForwardConnection(rows, value, (fact) => toSmallcaseView(fact, fetchedAt));
  }

  @Query(() => SmallcaseType, {
    nullable: true,
    description: 'One smallcase. Null if the catalogue does not have it; archived ones may still be read.',
  })
  async smallcase(
    @Arg('scid', () => String, { description: 'Its catalogue id.' }) scid: string,
    @Ctx() context: Context,
  ): Promise<SmallcaseView | null> {
    requireViewer(context);
    const read = await this.catalogue.find(scid, context);
    return read?.value == null ? null : toSmallcaseView(read.value.smallcase, read.fetchedAt);
  }

  @Query(() => NewsItemConnection, {
    nullable: true,
    description: 'News about some smallcases, newest first.',
  })
  smallcaseNews(
    @Arg('scids', () => [String], { description: `Catalogue ids, 1 to ${NEWS_SCIDS_MAX}.` })
    scids: string[],
    @Args(() => NewsArgs) page: ForwardArgs,
    @Ctx() context: Context,
  ): Promise<Connection<NewsItemType>> {
    requireViewer(context);
    return this.#news('Query.smallcaseNews', scids, page, context);
  }

  @FieldResolver(() => [CatalogueConstituentType], {
    description: describeList('Smallcase.constituents', 'Its securities.'),
  })
  constituents(
    @Root() { all }: SmallcaseView,
    @Args(() => ConstituentsArgs) page: ListArgs,
  ): readonly CatalogueConstituentType[] {
    return pageOf('Smallcase.constituents', all, page);
  }

  @FieldResolver(() => [SubscriptionPlanType], {
    nullable: true,
    description: `Its subscription plans; null if it is free, and at most ${MOST_PLANS}.`,
  })
  async plans(
    @Root() { scid }: SmallcaseView,
    @Ctx() context: Context,
  ): Promise<SubscriptionPlanType[] | null> {
    const read = await this.catalogue.find(scid, context);
    return read?.value?.plans?.map(toPlanView) ?? null;
  }

  @FieldResolver(() => SmallcaseChartType, {
    nullable: true,
    description: 'Its past. Null if Gateway has no chart of it.',
  })
  async chart(
    @Root() { scid }: SmallcaseView,
    @Arg('duration', () => ChartDurationEnum, {
      nullable: true,
      defaultValue: 'ONE_YEAR',
      description: 'How far back.',
    })
    duration: ChartDuration | null,
    @Arg('benchmark', () => String, {
      nullable: true,
      description: 'Gateway’s id of an index to compare with. Default: none.',
    })
    benchmark: string | null,
    @Ctx() context: Context,
  ): Promise<ChartView | null> {
    const query = { scid, duration: duration ?? 'ONE_YEAR', benchmarkId: benchmark ?? null } as const;
    const { value, fetchedAt } = await this.catalogue.chart(query, context);
    return value === null ? null : toChartView(value, fetchedAt);
  }

  @FieldResolver(() => NewsItemConnection, { nullable: true, description: 'News about it, newest first.' })
  news(
    @Root() { scid }: SmallcaseView,
    @Args(() => SmallcaseNewsArgs) page: ForwardArgs,
    @Ctx() context: Context,
  ): Promise<Connection<NewsItemType>> {
    return this.#news('Smallcase.news', [scid], page, context);
  }

  async #news(
    list: ListName,
    scids: readonly string[],
    page: ForwardArgs,
    context: Context,
  ): Promise<Connection<NewsItemType>> {
    const rows = offsetBounds(list, page);
    const { value, fetchedAt } = await this.catalogue.news(scids, rows, context);
    return toForwardConnection(rows, value, (fact) => toNewsView(fact, fetchedAt));
  }
}

/** A chart is read as a whole, so a page of it is cut in memory. */
@Resolver(() => SmallcaseChartType)
export class ChartPointsResolver {
  @FieldResolver(() => [ChartPointType], {
    description: describeList('SmallcaseChart.points', 'Its days, oldest first.'),
  })
  points(@Root() { all }: ChartView, @Args(() => PointsArgs) page: ListArgs): ChartPointType[] {
    return pageOf('SmallcaseChart.points', all, page).map(toPointView);
  }
}
