import type { DwarClient, GatewaySdk } from '@dwar/client';
import { type QueryClient, QueryClientContext } from '@tanstack/react-query';
import { createElement, type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { DwarContext, useGuardedContext } from './context.js';
import { checkCurrent, queryClientOf, sessionOf } from './session.js';

export interface DwarProviderProps {
  /** Made by `createDwarClient`, outside of components. For another viewer, pass another client. */
  readonly client: DwarClient;
  /**
   * Where the data is cached. Default: that of a `QueryClientProvider` above, or else one for this client.
   */
  readonly queryClient?: QueryClient;
  /** Gateway's SDK for the flows below, such as `scdkSdk({ load: loadScDK })`. Hooks may pass their own. */
  readonly sdk?: GatewaySdk;
  readonly children?: ReactNode;
}

/**
 * Gives the hooks below a client, and keeps their queries up to date by one event stream. On a server there
 * is no stream. Throws an Error that says what to change for a wrong client or query cache.
 */
export function DwarProvider({ client, queryClient, sdk, children }: DwarProviderProps): ReactElement {
  const outer = useGuardedContext(QueryClientContext, 'DwarProvider');
  checkClient(client);
  const session = sessionOf(client, queryClient ?? outer ?? queryClientOf(client));
  const [wrongUse, setWrongUse] = useState<Error | null>(null);
  useEffect(() => {
    checkCurrent(session);
    return session.follow(setWrongUse);
  }, [session]);
  const value = useMemo(() => ({ session, sdk: sdk ?? null }), [session, sdk]);
  if (wrongUse !== null) throw wrongUse;
  return createElement(DwarContext.Provider, { value }, children);
}

function checkClient(client: unknown): void {
  const { query, subscribe } = (client ?? {}) as Partial<DwarClient>;
  if (typeof query === 'function' && typeof subscribe === 'function') return;
  throw new TypeError(
    'DwarProvider: `client` must be a client: pass createDwarClient({ … }) of @dwar/client',
  );
}
