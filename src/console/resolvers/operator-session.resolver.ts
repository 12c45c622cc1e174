import { Ctx, Query, Resolver } from 'type-graphql';
import type { OperatorContext } from '../operator.js';
import { OperatorSessionType, toOperatorSession } from '../types/operator-session.type.js';

/** Says who is logged in. */
@Resolver()
export class OperatorSessionResolver {
  @Query(() => OperatorSessionType, { description: 'Who is logged in, and what the session may do.' })
  session(@Ctx() { operator }: OperatorContext): OperatorSessionType {
    return toOperatorSession(operator);
  }
}
