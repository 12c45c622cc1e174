import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { toTransactionView } from '../transactions/transaction.type.js';
import { requireViewer } from '../viewer/viewer.js';
import { toMutualFundImportView } from './mutual-fund-import.view.js';
import { RequestMutualFundOtpInput, VerifyMutualFundOtpInput } from './otp.input.js';
import type { MutualFundOtpService } from './otp.service.js';
import { RequestMutualFundOtpResult, VerifyMutualFundOtpResult } from './otp.type.js';

/** The import of mutual funds through screens of the app. */
@Resolver()
export class MutualFundOtpResolver {
  constructor(
    private readonly service: MutualFundOtpService,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Mutation(() => RequestMutualFundOtpResult, {
    nullable: true,
    description:
      'Has a one-time code sent to an investor, for an MF_HOLDINGS_IMPORT transaction that is not given ' +
      'to the SDK. Each call sends a message: Dwar never repeats it, and refuses more than 4 for a ' +
      'transaction and more than 4 within 10 minutes for a viewer.',
  })
  async requestMutualFundOtp(
    @Arg('input', () => RequestMutualFundOtpInput, { description: 'Whom to send it.' })
    input: RequestMutualFundOtpInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.service.send(requireViewer(context), input);
    if ('refused' in outcome) return failure(outcome.refused, outcome);
    const transaction = toTransactionView(outcome.transaction, this.upstreamNow());
    return { __typename: 'MutualFundOtpSent', transaction, sendsLeft: outcome.sendsLeft };
  }

  @Mutation(() => VerifyMutualFundOtpResult, {
    nullable: true,
    description:
      'Hands in the code that the user received. The data follow by webhook, as a ' +
      '`MutualFundImportEvent`. Each call spends a try: Dwar never repeats it, and refuses more than 4 for ' +
      'a transaction.',
  })
  async verifyMutualFundOtp(
    @Arg('input', () => VerifyMutualFundOtpInput, { description: 'The code, and what it was requested for.' })
    input: VerifyMutualFundOtpInput,
    @Ctx() context: Context,
  ): Promise<object> {
    const outcome = await this.service.verify(requireViewer(context), input);
    if (!('refused' in outcome)) return toMutualFundImportView(outcome, this.upstreamNow());
    return { ...failure(outcome.refused, outcome), triesLeft: outcome.triesLeft };
  }
}
