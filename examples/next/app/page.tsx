import { DwarError } from '@dwar/client';
import { ordersQuery, viewerQuery } from '@dwar/react/queries';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { redirect } from 'next/navigation';
import { BuyButton } from '../src/buy-button';
import { clientOf, settings } from '../src/dwar';
import { OrderList } from '../src/order-list';
import { Providers } from '../src/providers';
import { readSession } from '../src/session';

/** Reads the orders on the server, so that they are in the HTML. In the browser events keep them up to date. */
export default async function Page() {
  const token = await readSession();
  if (token === null) redirect('/sign-in');
  const client = clientOf(token);
  const queryClient = new QueryClient();
  const viewer = await queryClient.fetchQuery(viewerQuery(client)).catch(nullIfRefused);
  if (viewer === null) redirect('/sign-in');
  await queryClient.prefetchInfiniteQuery(ordersQuery(client));
  return (
    <Providers {...settings()}>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <h1>Buy a share</h1>
        <BuyButton viewerId={viewer.id} />
        <h2>Your orders</h2>
        <OrderList />
      </HydrationBoundary>
    </Providers>
  );
}

/** The token has expired, or Dwar does not know it. */
function nullIfRefused(error: unknown): null {
  if (error instanceof DwarError && error.code === 'UNAUTHENTICATED') return null;
  throw error;
}
