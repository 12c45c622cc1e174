import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ConsoleError, isSignedOut, UNREACHABLE } from './console-error.js';

const RETRIES = 2;

/** Creates the cache of what was read. Changes arrive by the stream, so nothing is read again on focus. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        // Only a request without an answer may succeed at once if it is sent again.
        retry: (failures, error) =>
          error instanceof ConsoleError && error.code === UNREACHABLE && failures < RETRIES,
        retryDelay: (attempt) => 300 * 2 ** attempt,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
