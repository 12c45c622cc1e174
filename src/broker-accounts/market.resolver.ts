import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { tradingSessionAt } from '../core/time/trading-session.js';
import type { Context } from '../graphql/context.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';
import { requireViewer } from '../viewer/viewer.js';

@ObjectType('MarketStatus', {
  simpleResolvers: true,
  description:
    'Whether the cash session of NSE and BSE is open, by the calendar: ' +
    'Monday to Friday, 9:15 to 15:30 IST. ' +
    'This is not Gateway’s word: it knows no holidays, no special sessions and no after-market orders.',
})
class MarketStatusType {
  @Field(() => Boolean, { description: 'Whether the session is open, by the calendar.' })
  isOpen!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it closes, or opens next, by the calendar.' })
  nextChangeAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The time for which this holds, by Gateway’s clock.' })
  asOf!: Date;

  @Field(() => Boolean, { description: 'Always true: Gateway documents no such call for partners.' })
  isEstimated!: boolean;
}

/**
 * Estimates the market status: no call of Gateway for partners is documented (protocol sections 16 and 23).
 */
@Resolver()
export class MarketResolver {
  constructor(
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Query(() => MarketStatusType, {
    nullable: true,
    description: 'Whether the market is open, estimated from the calendar. A transaction decides for itself.',
  })
  marketStatus(@Ctx() context: Context): MarketStatusType {
    requireViewer(context);
    // It holds the time of the answer.
    context.reuse?.prevent();
    const now = this.upstreamNow();
    const { isOpen, nextChangeAt } = tradingSessionAt(now);
    return { isOpen, nextChangeAt: toDate(nextChangeAt), asOf: toDate(now), isEstimated: true };
  }
}
