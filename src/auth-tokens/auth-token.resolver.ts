import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { requireViewer } from '../viewer/viewer.js';
import { AuthTokenType, CreateAuthTokenInput } from './auth-token.type.js';
import type { AuthTokensService } from './auth-tokens.service.js';

@Resolver()
export class AuthTokenResolver {
  constructor(private readonly service: AuthTokensService) {}

  @Mutation(() => AuthTokenType, {
    nullable: true,
    description:
      'Creates a Gateway auth token. A connected one requires an account that is linked to the viewer.',
  })
  createAuthToken(
    @Arg('input', () => CreateAuthTokenInput, { nullable: true, description: 'The identity of the token.' })
    input: CreateAuthTokenInput | null,
    @Ctx() context: Context,
  ): Promise<AuthTokenType> {
    return this.service.create(requireViewer(context), input ?? {});
  }
}
