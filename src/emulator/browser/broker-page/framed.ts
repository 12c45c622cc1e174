import { type OverlayMessage, type PageMessage, seal, unseal } from '../shared/messages.js';

/** The flow of the SDK in whose overlay this page is framed. */
export interface FramedFlow {
  /** The broker that the user has chosen; null for mutual funds. */
  readonly broker: string | null;
  /** The account last logged in to at this broker in the same page. */
  readonly account: string | null;
  readonly isAmoEnabled: boolean;
  send(message: PageMessage): void;
  onMessage(listen: (message: OverlayMessage) => void): void;
}

/**
 * Reads the flow from the address; null outside of an overlay. What is sent reaches the parent only if it is
 * of the origin that the address names, and the emulator lets pages of the allowed origins alone frame this
 * one.
 */
export function framedFlow(page: Window): FramedFlow | null {
  const given = new URLSearchParams(page.location.hash.slice(1));
  const [nonce, origin] = [given.get('nonce'), given.get('origin')];
  if (page.parent === page || nonce === null || origin === null) return null;
  return {
    broker: given.get('broker'),
    account: given.get('account'),
    isAmoEnabled: given.get('amo') === 'true',
    send: (message) => page.parent.postMessage(seal(nonce, message), origin),
    onMessage(listen) {
      page.addEventListener('message', (event) => {
        const message = unseal<OverlayMessage>(event, { origin, source: page.parent, nonce });
        if (message !== null) listen(message);
      });
    },
  };
}
