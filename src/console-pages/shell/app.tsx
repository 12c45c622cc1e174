import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { openChangeStream } from '../data/change-stream.js';
import { isSignedOut } from '../data/console-error.js';
import { StreamProvider } from '../data/live.js';
import { createQueryClient } from '../data/query-client.js';
import { sessionQuery } from '../data/queries.js';
import type { Refusal } from '../data/sign-in.js';
import { Failure } from '../parts/failure.js';
import { ConsoleProvider, useConsole } from './console-context.js';
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
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      // It makes all of its variables, so that no style sheet repeats them.
      deduplicateCssVariables={false}
    >
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

function Screens({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const { t } = useConsole();
  const session = useQuery(sessionQuery());
  const [stream] = useState(() => openChangeStream(onSignedOut));
  const isSignedIn = session.data !== undefined;
  useEffect(() => {
    if (isSignedIn) stream.start();
  }, [isSignedIn, stream]);
  if (isSignedOut(session.error)) return <SignedOut refusal={null} />;
  if (session.error !== null)
    return (
      <main>
        <h1 className="hidden-text">{t('app.name')}</h1>
        <Failure error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  // What surrounds the screens is shown, and their rows are asked for, before it is known who is signed in.
  return (
    <StreamProvider stream={stream}>
      <RouterProvider router={router} />
    </StreamProvider>
  );
}
