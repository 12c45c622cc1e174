'use client';

import { createDwarClient } from '@dwar/client';
import { loadScDK, scdkSdk } from '@dwar/client/scdk';
import { DwarProvider } from '@dwar/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

interface ProvidersProps {
  readonly dwarUrl: string;
  /** Address of Gateway's script. Default: the real one. */
  readonly scdkUrl: string | undefined;
  readonly children: ReactNode;
}

/** Gives the page a client. On the server it sends nothing: what it shows there was read before. */
export function Providers({ dwarUrl, scdkUrl, children }: ProvidersProps) {
  const [{ client, queryClient, sdk }] = useState(() => ({
    client: createDwarClient({ url: dwarUrl, authorization }),
    queryClient: new QueryClient(),
    sdk: scdkSdk({ load: () => loadScDK({ url: scdkUrl }) }),
  }));
  return (
    <QueryClientProvider client={queryClient}>
      <DwarProvider client={client} sdk={sdk}>
        {children}
      </DwarProvider>
    </QueryClientProvider>
  );
}

/** The `Authorization` header. The token stays in the memory of the page. */
async function authorization(): Promise<string> {
  const response = await fetch('/api/session');
  if (response.status === 401) location.assign('/sign-in');
  if (!response.ok) throw new Error(`the session could not be read: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  return `Bearer ${token}`;
}
