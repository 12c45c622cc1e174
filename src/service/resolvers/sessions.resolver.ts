import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { badInput } from '../../core/errors.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { EndedSubject } from '../../ledger/sessions/ended-sessions.js';
import type { Service } from '../../viewer/service-token.js';
import { isClaimText } from '../../viewer/session-token.js';
import type { ServiceContext } from '../service-context.js';

@InputType('EndSessionsInput', {
  description: 'Whose sessions end. Give `viewerId` or `tokenId`, not both.',
})
class EndSessionsInput {
  @Field(() => String, {
    nullable: true,
    description: 'A viewer, by the `sub` of their tokens. Tokens that are issued later (`iat`) are accepted.',
  })
  viewerId?: string | null;

  @Field(() => String, { nullable: true, description: 'One token, by its `jti`.' })
  tokenId?: string | null;

  @Field(() => String, { description: 'Why, for the operator log: 1 to 500 characters, no personal data.' })
  reason!: string;
}

@ObjectType('SessionsEnded', { simpleResolvers: true, description: 'An end of sessions that is stored.' })
class SessionsEndedType {
  @Field(() => DateTimeScalar, {
    description: 'When they ended. Every instance refuses the tokens within a second.',
  })
  endedAt!: Date;

  @Field(() => DateTimeScalar, {
    description: 'Until when this is remembered: by `AUTH_TOKEN_MAX_DAYS` no token lives longer.',
  })
  rememberedUntil!: Date;
}

/** Ends sessions, recorded as the act of a backend. Resolves with times in epoch milliseconds. */
export type EndSessions = (
  service: Service,
  subject: EndedSubject,
  reason: string,
) => Promise<{ readonly endedAt: number; readonly rememberedUntil: number }>;

const REASON_MAX = 500;

/** What a backend does with the sessions of viewers. */
@Resolver()
export class ServiceSessionsResolver {
  constructor(private readonly end: EndSessions) {}

  @Mutation(() => SessionsEndedType, {
    nullable: true,
    description:
      'Ends sessions before their tokens expire: sockets and streams are closed, and the tokens refused. ' +
      'Repeating it does no harm.',
  })
  async endSessions(
    @Arg('input', () => EndSessionsInput, { description: 'Whose sessions end, and why.' })
    { viewerId, tokenId, reason }: EndSessionsInput,
    @Ctx() { service }: ServiceContext,
  ): Promise<SessionsEndedType> {
    const subject = subjectOf(viewerId ?? null, tokenId ?? null);
    if (reason.trim() === '' || reason.length > REASON_MAX)
      throw badInput('input.reason', `must have 1 to ${REASON_MAX} characters`);
    const { endedAt, rememberedUntil } = await this.end(service, subject, reason);
    return { endedAt: toDate(endedAt), rememberedUntil: toDate(rememberedUntil) };
  }
}

function subjectOf(viewerId: string | null, tokenId: string | null): EndedSubject {
  if (viewerId !== null && tokenId !== null)
    throw badInput('input.tokenId', 'must not be given together with viewerId');
  const [name, kind, subject] =
    tokenId === null ? (['viewerId', 'viewer', viewerId] as const) : (['tokenId', 'token', tokenId] as const);
  if (!isClaimText(subject))
    throw badInput(`input.${name}`, 'must have 1 to 255 characters, none of them a control character');
  return { kind, subject };
}
