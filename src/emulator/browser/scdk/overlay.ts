import { type Child, el } from '../shared/dom.js';
import theme from '../shared/theme.css?inline';
import type { Broker } from './calls.js';
import css from './overlay.css?inline';

interface ChooserHandlers {
  readonly onChosen: (broker: Broker) => void;
  readonly onNewAccount: () => void;
}

/**
 * The dialog over the partner's page. A closed shadow root keeps styles and scripts of either side apart. The
 * style sheet is a constructed one, which the page's Content-Security-Policy does not refuse.
 */
export class Overlay {
  private readonly host = el('div', { 'data-dwar-stand-in': true });
  private readonly dialog: HTMLDialogElement;
  private readonly body = el('div', { class: 'body' });
  private readonly title = el('h1', { id: 'title', tabindex: -1 });

  constructor(onClose: () => void) {
    const close = el(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: onClose },
      '✕',
    );
    this.dialog = el(
      'dialog',
      { 'aria-labelledby': 'title', 'aria-describedby': 'stand-in' },
      el(
        'p',
        { class: 'stand-in', id: 'stand-in' },
        el('strong', {}, 'Dwar’s stand-in for the smallcase SDK.'),
        ' Virtual brokers, virtual money.',
      ),
      el('div', { class: 'head' }, this.title, close),
      this.body,
    );
    // Esc is a way to leave, and the flow decides what it means.
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      onClose();
    });
    const root = this.host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [sheetOf(theme), sheetOf(css)];
    root.append(this.dialog);
    document.body.append(this.host);
    this.dialog.showModal();
  }

  showChooser(brokers: readonly Broker[], { onChosen, onNewAccount }: ChooserHandlers): void {
    const rows = brokers.map((broker) =>
      el(
        'li',
        {},
        el(
          'button',
          { type: 'button', class: 'broker', onclick: () => onChosen(broker) },
          el('span', { class: 'mark', 'aria-hidden': 'true' }, broker.name.slice(0, 1)),
          broker.name,
        ),
      ),
    );
    const none = el(
      'button',
      { type: 'button', class: 'plain', onclick: onNewAccount },
      'I have no broker account',
    );
    this.show('Choose your broker', el('ul', { class: 'brokers' }, ...rows), none);
  }

  showFrame(title: string, frame: HTMLIFrameElement): void {
    this.show(title, frame);
  }

  /** Covers what is shown while the SDK reads the transaction again. */
  showWaiting(): void {
    const hint = el('p', { class: 'waiting', role: 'status' }, 'Waiting for the broker to confirm…');
    this.show('One moment', hint);
  }

  showText(title: string, text: string): void {
    this.show(title, el('p', {}, text));
  }

  close(): void {
    this.dialog.close();
    this.host.remove();
  }

  private show(title: string, ...children: readonly Child[]): void {
    this.title.textContent = title;
    this.body.replaceChildren(...children.filter((child): child is Node | string => child !== null));
    this.title.focus();
  }
}

/** Shows a text until the user closes it. */
export function openNotice(title: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const overlay: Overlay = new Overlay(() => {
      overlay.close();
      resolve();
    });
    overlay.showText(title, text);
  });
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
