import type { DwarClient, GatewaySdk, SdkResult } from '@dwar/client';
import { DwarProvider, useDwarConnection, useViewer } from '@dwar/react';
import { useMemo, useState } from 'react';
import { NOTICES, textOfNoConnection } from '../texts.js';
import { PageHeader } from './page-header.js';
import { Shop } from './shop.js';
import { SignedOut } from './signed-out.js';

interface AppProps {
  readonly token: string;
  readonly client: DwarClient;
  readonly sdk: GatewaySdk;
}

/** The shop of a signed-in user. It keeps what the SDK answered, for developers. */
export function App({ token, client, sdk }: AppProps) {
  const [answer, setAnswer] = useState<SdkResult | null>(null);
  const observedSdk = useMemo<GatewaySdk>(
    () => ({
      async trigger(trigger) {
        const result = await sdk.trigger(trigger);
        setAnswer(result);
        return result;
      },
      logout: sdk.logout,
    }),
    [sdk],
  );
  return (
    <DwarProvider client={client} sdk={observedSdk}>
      <Session token={token} answer={answer} logOut={sdk.logout} />
    </DwarProvider>
  );
}

interface SessionProps {
  readonly token: string;
  readonly answer: SdkResult | null;
  readonly logOut: () => Promise<void>;
}

function Session({ token, answer, logOut }: SessionProps) {
  const { data: viewer, error } = useViewer();
  const isRefused = useDwarConnection().status === 'refused';
  if (isRefused || error?.code === 'UNAUTHENTICATED')
    return <SignedOut problem={textOfNoConnection(error?.message ?? 'the session has ended')} />;
  if (viewer !== undefined) return <Shop token={token} viewer={viewer} answer={answer} logOut={logOut} />;
  return (
    <>
      <PageHeader />
      <main>
        <p className="notice" role="status" data-tone={error === null ? 'plain' : 'bad'}>
          {error === null ? NOTICES.busy : textOfNoConnection(error.message)}
        </p>
      </main>
    </>
  );
}
