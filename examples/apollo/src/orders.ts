import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { documents } from '@dwar/client';
import { applyEvent, possibleTypes, typePolicies } from '@dwar/client/apollo';
import { authorization, client, url } from './dwar';
import { type ShownOrder, showOrders, showProblem } from './list';

interface Orders {
  readonly orders: { readonly edges: readonly { readonly node: ShownOrder | null }[] } | null;
}

const ORDERS: TypedDocumentNode<Orders, Record<string, never>> = gql`
  query Orders {
    orders(first: 20) {
      edges {
        node {
          id
          revision
          status
          legs {
            symbol
            side
            quantity
            filledQuantity
          }
        }
      }
    }
  }
`;

const apollo = new ApolloClient({
  link: new SetContextLink(({ headers }) => ({
    headers: { ...headers, authorization: authorization() },
  })).concat(new HttpLink({ uri: url })),
  cache: new InMemoryCache({ possibleTypes, typePolicies }),
});

follow().catch(showProblem);

async function follow(): Promise<void> {
  // The position is read first, so that no event between the list and the stream is missed.
  const { viewer } = await client.query(documents.position, {});
  apollo.watchQuery({ query: ORDERS }).subscribe(({ data, dataState, error }) => {
    if (error) showProblem(error);
    if (dataState === 'complete') showOrders((data.orders?.edges ?? []).flatMap(({ node }) => node ?? []));
  });
  // Every active query shows what an event brings: the cache keeps the greater revision.
  for await (const event of client.events({ after: viewer?.cursor })) applyEvent(apollo.cache, event);
}
