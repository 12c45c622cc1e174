import { el } from '../shared/dom.js';
import { complete, InputRefused, type TransactionData } from './data.js';
import { loginFields } from './login-fields.js';
import { reviewFields } from './review-fields.js';
import { scenarioTable } from './scenario-table.js';

const BUTTONS: [leave: string, label: string][] = [
  ['', 'Confirm'],
  ['chooser', 'Close the chooser'],
  ['before-login', 'Leave before login'],
  ['after-login', 'Leave after login'],
];

/** Shows login and order in one form, with a button for each way to end it, and then what the SDK answers. */
export function showAlone(main: HTMLElement, data: TransactionData): void {
  const login = loginFields(data, null);
  const review = reviewFields(data);
  const outcome = outcomeSection();
  const buttons = BUTTONS.map(([leave, label]) =>
    el('button', { type: 'submit', value: leave, class: leave === '' ? 'main' : null }, label),
  );
  const send = async (leave: string) => {
    for (const button of buttons) button.disabled = true;
    const changes = review.changes();
    const order = changes.length === 0 ? {} : { order: { securities: changes } };
    const isOver = await outcome.showAnswer(data.transactionId, {
      ...login.read(),
      ...(leave === '' ? {} : { leave }),
      ...order,
    });
    for (const button of buttons) button.disabled = isOver;
  };
  const form = el(
    'form',
    {
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        send((event.submitter as HTMLButtonElement | null)?.value ?? '');
      },
    },
    login.element,
    review.element,
    el('p', { class: 'buttons' }, ...buttons),
  );
  const until = new Date(data.expireAt).toLocaleTimeString();
  main.replaceChildren(
    el('h1', {}, data.intent),
    el('p', { class: 'soft' }, el('code', {}, data.transactionId), `, until ${until}`),
    form,
    outcome.element,
    scenarioTable(data.scenarios),
  );
}

function outcomeSection() {
  const title = el('h2');
  const detail = el('pre');
  const element = el('section', { id: 'outcome', role: 'status', tabindex: -1, hidden: true }, title, detail);
  const show = (text: string, tone: 'good' | 'bad', body: string) => {
    title.textContent = text;
    title.className = tone;
    detail.textContent = body;
    element.hidden = false;
    element.focus();
  };
  return {
    element,
    /** Returns whether the transaction is over. */
    async showAnswer(transactionId: string, part: object): Promise<boolean> {
      try {
        const answer = await complete(transactionId, part);
        if (answer.ok) show('The SDK resolves', 'good', JSON.stringify(answer.result, null, 2));
        else show('The SDK rejects', 'bad', JSON.stringify(answer.error, null, 2));
        return true;
      } catch (error) {
        if (error instanceof InputRefused) show('Please check your input', 'bad', error.message);
        else show('The emulator did not answer', 'bad', 'Is it still running?');
        return false;
      }
    },
  };
}
