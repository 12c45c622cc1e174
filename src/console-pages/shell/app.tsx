import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type ChangeStream, openChangeStream } from '../data/change-stream.js';
import { isSignedOut } from '../data/console-error.js';
import { StreamProvider } from '../data/live.js';
import { createQueryClient } from '../data/query-client.js';
import { sessionQuery } from '../data/queries.js';
import type { Refusal } from '../data/sign-in.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { ConsoleProvider, SessionProvider, useConsole } from './console-context.js';
import { router } from './router.js';
import { SignedOut } from './signed-out.js';
import { theme } from './theme.js';

interface AppProps {
  /** Of the page's policy, for the style sheets that Mantine makes. */
  readonly nonce: string;
  /** Why this browser was not signed in, or null. */
  readonly refusal: Refusal | null;
}

/** The console: asks who is signed in, then shows the screens or how to sign in. */
export function App({ nonce, refusal }: AppProps) {
  const [hasEnded, setEnded] = useState(false);
  const [client] = useState(() => createQueryClient(() => setEnded(true)));
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <ConsoleProvider>
        <QueryClientProvider client={client}>
          {hasEnded || refusal !== null ? (
            <SignedOut refusal={refusal} />
          ) : (
            <Screens onSignedOut={() => setEnded(true)} />
          )}
        </QueryClientProvider>
      </ConsoleProvider>
    </MantineProvider>
  );
}

/** The page while there is no session yet. */
function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useConsole();
  return (
    <main>
      <h1 className="hidden-text">{t('app.name')}</h1>
      {children}
    </main>
  );
}

function Screens({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const session = useQuery(sessionQuery());
  const [stream, setStream] = useState<ChangeStream | null>(null);
  const isSignedIn = session.data !== undefined;
  useEffect(() => {
    if (isSignedIn) setStream((known) => known ?? openChangeStream(onSignedOut));
  }, [isSignedIn, onSignedOut]);
  if (isSignedOut(session.error)) return <SignedOut refusal={null} />;
  if (session.error !== null)
    return (
      <Frame>
        <Failure error={session.error} retry={() => void session.refetch()} />
      </Frame>
    );
  if (session.data === undefined || stream === null)
    return (
      <Frame>
        <LoadingRows />
      </Frame>
    );
  return (
    <SessionProvider value={session.data}>
      <StreamProvider stream={stream}>
        <RouterProvider router={router} />
      </StreamProvider>
    </SessionProvider>
  );
}
