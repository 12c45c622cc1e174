import { el } from '../shared/dom.js';
import { type OverlayMessage, type PageMessage, seal, unseal } from '../shared/messages.js';

interface FrameOptions {
  readonly emulator: string;
  readonly transactionId: string;
  readonly broker: string | null;
  readonly account: string | null;
  readonly isAmoEnabled: boolean;
  readonly onMessage: (message: PageMessage) => void;
}

const NONCE_BYTES = 16;

/** The emulator's broker page in a frame, and the messages to and from it. */
export class BrokerFrame {
  readonly element: HTMLIFrameElement;
  private readonly nonce = newNonce();

  constructor(private readonly options: FrameOptions) {
    const { emulator, transactionId, broker, account, isAmoEnabled } = options;
    const fragment = new URLSearchParams({
      nonce: this.nonce,
      origin: location.origin,
      amo: String(isAmoEnabled),
    });
    if (broker !== null) fragment.set('broker', broker);
    if (account !== null) fragment.set('account', account);
    this.element = el('iframe', {
      src: `${emulator}/broker/${encodeURIComponent(transactionId)}#${fragment}`,
      title: 'Login at the virtual broker',
      sandbox: 'allow-scripts allow-same-origin allow-forms',
    });
    window.addEventListener('message', this.hear);
  }

  send(message: OverlayMessage): void {
    this.element.contentWindow?.postMessage(seal(this.nonce, message), this.options.emulator);
  }

  close(): void {
    window.removeEventListener('message', this.hear);
  }

  private readonly hear = (event: MessageEvent): void => {
    const expected = {
      origin: this.options.emulator,
      source: this.element.contentWindow,
      nonce: this.nonce,
    };
    const message = unseal<PageMessage>(event, expected);
    if (message !== null) this.options.onMessage(message);
  };
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
