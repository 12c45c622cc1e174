import type { GatewaySdk, KeyStore } from '@dwar/client';
import { DwarProvider } from '@dwar/react';
import { useEffect, useState } from 'react';
import { Button, View } from 'react-native';
import { BuyScreen } from './buy-screen';
import { OrdersScreen } from './orders-screen';
import { closeSession, openSession, type Session } from './session';
import { SignInScreen } from './sign-in-screen';

interface AppProps {
  /** URL of Dwar's `/graphql`. */
  readonly url: string;
  /** Opens the broker's screens. */
  readonly sdk: GatewaySdk;
  /** Where a purchase that was begun outlives the app. */
  readonly keyStore: KeyStore;
}

/** Three screens: sign in, buy, and the orders. */
export function App({ url, sdk, keyStore }: AppProps) {
  const [session, setSession] = useState<Session | null>(null);
  const [screen, setScreen] = useState<'buy' | 'orders'>('buy');
  useEffect(() => {
    if (session !== null) return () => closeSession(session);
  }, [session]);
  if (session === null) return <SignInScreen onToken={(token) => setSession(openSession(url, token))} />;
  return (
    <DwarProvider client={session.client} queryClient={session.queryClient} sdk={sdk}>
      <View>
        <Button title="Buy" disabled={screen === 'buy'} onPress={() => setScreen('buy')} />
        <Button title="Orders" disabled={screen === 'orders'} onPress={() => setScreen('orders')} />
        {screen === 'buy' ? <BuyScreen keyStore={keyStore} /> : <OrdersScreen />}
        <Button title="Sign out" onPress={() => setSession(null)} />
      </View>
    </DwarProvider>
  );
}
