import { documents, DwarError } from '@dwar/client';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { RefreshHoldingsResult, UnlinkBrokerAccountResult } from '../queries/types.js';
import { useDwar } from '../session/context.js';

export interface UnlinkVariables {
  readonly brokerAccountId: string;
}

/** Nothing, or no account in it: the current one. */
export type RefreshVariables = { readonly brokerAccountId?: string } | undefined;

/** Sent once and at once: neither repeated after a failure nor kept for when the network is back. */
const ONCE = { retry: false, networkMode: 'always' } as const;

/** Unlinks a broker account. What was read of it before is read again. */
export function useUnlinkBroker(): UseMutationResult<UnlinkBrokerAccountResult, DwarError, UnlinkVariables> {
  const { session } = useDwar('useUnlinkBroker');
  return useMutation(
    {
      ...ONCE,
      mutationFn: async (input: UnlinkVariables) =>
        present((await session.client.mutate(documents.unlinkBrokerAccount, { input })).unlinkBrokerAccount),
      onSettled: () => session.refetchAccounts(),
    },
    session.queryClient,
  );
}

/**
 * Has Dwar read the holdings of a broker account at Gateway. An expected failure is data: see `isFailure`.
 * New holdings come as an event.
 */
export function useRefreshHoldings(): UseMutationResult<RefreshHoldingsResult, DwarError, RefreshVariables> {
  const { session } = useDwar('useRefreshHoldings');
  return useMutation(
    {
      ...ONCE,
      mutationFn: async (input: RefreshVariables) =>
        present(
          (await session.client.mutate(documents.refreshHoldings, { input: input ?? {} })).refreshHoldings,
        ),
    },
    session.queryClient,
  );
}

/** A root field is null only with an error, which the client throws. */
function present<Value>(value: Value | null): Value {
  if (value !== null) return value;
  throw new DwarError('INVALID_RESPONSE', 'the response holds neither data nor errors');
}
