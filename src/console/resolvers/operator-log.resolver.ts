import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { type OperatorContext, requireRole } from '../operator.js';
import type { OperatorLog } from '../operator-log.js';
import { OperatorLogConnectionType, toOperatorLogConnection } from '../types/operator-log.type.js';
import { OperatorPageArgs } from './page.args.js';

/** Pages of the operator log. */
@Resolver()
export class OperatorLogResolver {
  constructor(private readonly log: OperatorLog) {}

  @Query(() => OperatorLogConnectionType, {
    nullable: true,
    description: 'What operators did in the console, newest first.',
  })
  async operatorLog(
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorLogConnectionType> {
    requireRole(operator, 'READER');
    return toOperatorLogConnection(await this.log.page(first, after));
  }
}
