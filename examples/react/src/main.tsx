import { loadScDK, scdkSdk } from '@dwar/client/scdk';
import { DwarProvider } from '@dwar/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BuyButton } from './buy-button';
import { client } from './dwar';
import { OrderList } from './order-list';

// Without VITE_SCDK_URL it is Gateway's own script.
const sdk = scdkSdk({ load: () => loadScDK({ url: import.meta.env.VITE_SCDK_URL }) });

createRoot(document.querySelector('#root') as HTMLElement).render(
  <StrictMode>
    <DwarProvider client={client} sdk={sdk}>
      <h1>Buy a share</h1>
      <BuyButton />
      <h2>Your orders</h2>
      <OrderList />
    </DwarProvider>
  </StrictMode>,
);
