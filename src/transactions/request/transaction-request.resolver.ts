import { Args, FieldResolver, Resolver, Root } from 'type-graphql';
import { describeList, type ListArgs, listArgs, pageOf } from '../../graphql/list-page.js';
import {
  RequestedSecurityType,
  TransactionRequestType,
  type TransactionRequestView,
  toRequestedSecurity,
} from './transaction-request.type.js';

const SecuritiesArgs = listArgs('TransactionRequest.securities');

@Resolver(() => TransactionRequestType)
export class TransactionRequestResolver {
  @FieldResolver(() => [RequestedSecurityType], {
    description: describeList('TransactionRequest.securities', 'The securities to order, as asked for.'),
  })
  securities(
    @Root() request: TransactionRequestView,
    @Args(() => SecuritiesArgs) page: ListArgs,
  ): RequestedSecurityType[] {
    return pageOf('TransactionRequest.securities', request.requested, page).map(toRequestedSecurity);
  }
}
