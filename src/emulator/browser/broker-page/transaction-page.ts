import { el } from '../shared/dom.js';
import { read, type TransactionData } from './data.js';
import type { FramedFlow } from './framed.js';
import { showAlone } from './alone.js';
import { showSteps } from './steps.js';

/** Shows the user's part of a transaction: all of it at once, or step by step in the overlay of the SDK. */
export async function showTransaction(
  main: HTMLElement,
  transactionId: string,
  flow: FramedFlow | null,
): Promise<void> {
  const data = await read<TransactionData>(`/broker/${transactionId}/transaction.json`);
  if (data === null) return showUnknown(main);
  document.title = 'Broker login';
  const ended = reasonItCannotBeUsed(data);
  if (ended !== null) main.replaceChildren(el('h1', {}, data.intent), el('section', {}, el('h2', {}, ended)));
  else if (flow === null) showAlone(main, data);
  else showSteps(main, data, flow);
}

function showUnknown(main: HTMLElement): void {
  document.title = 'Unknown transaction';
  main.replaceChildren(
    el('h1', {}, 'Unknown transaction'),
    el(
      'p',
      {},
      'Create one over the partner API first: ',
      el('code', {}, 'POST /gateway/{gateway}/transaction'),
      '.',
    ),
  );
}

function reasonItCannotBeUsed({ isExpired, status }: TransactionData): string | null {
  if (isExpired) return 'This transaction has expired.';
  return status === 'INITIALIZED' ? null : `This transaction is ${status} and cannot be used again.`;
}
