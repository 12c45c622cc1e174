import { type KeyStore, memoryKeyStore } from '@dwar/client';
import { nativeSdk } from '@dwar/client/react-native';
import { expect, test } from '@jest/globals';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react-native';
import { App } from '../src/app';
import { type NativeStandIn, nativeStandIn } from './native-stand-in';
import { buyElsewhere, complete, newToken, url } from './partner';

/** The screens, on a Dwar and an emulator that run. */

const WITHIN = { timeout: 30_000 };

/** Opens the app as a device does, and signs in. */
async function openApp(gateway: NativeStandIn, token: string, keyStore: KeyStore = memoryKeyStore()) {
  const app = render(<App url={url} sdk={nativeSdk(gateway)} keyStore={keyStore} />);
  fireEvent.changeText(screen.getByLabelText('Session token'), token);
  await press('Sign in');
  return app;
}

const press = (name: string) =>
  act(async () => {
    fireEvent.press(screen.getByRole('button', { name }));
  });

/** Presses the button when the user is known. */
async function buy(): Promise<void> {
  await screen.findByRole('button', { name: 'Buy 1 INFY', disabled: false }, WITHIN);
  await press('Buy 1 INFY');
}

const says = (text: string) => screen.findByText(text, {}, WITHIN);

/** Waits until the orders are these, newest first. */
const lists = (...orders: readonly string[]) =>
  waitFor(
    () => expect(screen.getAllByTestId('order').map(({ props }) => props.children)).toEqual(orders),
    WITHIN,
  );

test('buys a share, and lists the order', async () => {
  const gateway = nativeStandIn('lep-ok');
  await openApp(gateway, newToken());
  await buy();
  await says('Bought.');
  expect(gateway.opened).toHaveLength(1);
  await press('Orders');
  await lists('BUY 1 of 1 INFY: COMPLETED');
});

test('says that a rejected order was not filled', async () => {
  await openApp(nativeStandIn('lep-reject'), newToken());
  await buy();
  await says('Not all was bought.');
  await press('Orders');
  await lists('BUY 0 of 1 INFY: UNFILLED');
});

test('says that nothing was ordered when the user refuses', async () => {
  await openApp(nativeStandIn('lep-consent'), newToken());
  await buy();
  await says('Nothing was ordered.');
  await press('Orders');
  await says('You have no orders.');
});

test('lists an order of another device while it is open', async () => {
  const token = newToken();
  await openApp(nativeStandIn('lep-ok'), token);
  await press('Orders');
  await says('You have no orders.');
  await buyElsewhere(token);
  await lists('BUY 2 of 2 TCS: COMPLETED');
});

test('orders once although it was closed while the user was at the broker', async () => {
  const [token, keyStore] = [newToken(), memoryKeyStore()];
  const left = nativeStandIn(null);
  const app = await openApp(left, token, keyStore);
  await buy();
  await waitFor(() => expect(left.opened).toHaveLength(1), WITHIN);
  app.unmount();
  await complete(left.opened[0] ?? '', 'lep-ok');
  const gateway = nativeStandIn('lep-ok');
  await openApp(gateway, token, keyStore);
  await says('Bought.');
  expect(gateway.opened).toEqual([]);
  await press('Orders');
  await lists('BUY 1 of 1 INFY: COMPLETED');
});

test('says what is wrong with a token that Dwar refuses', async () => {
  await openApp(nativeStandIn('lep-ok'), 'no-token');
  await waitFor(() => expect(screen.getByRole('status').props.children).toMatch(/token/i), WITHIN);
  await press('Orders');
  expect(await screen.findByRole('alert', {}, WITHIN)).toBeOnTheScreen();
  await press('Sign out');
  expect(screen.getByLabelText('Session token')).toBeOnTheScreen();
});
