import { el } from '../shared/dom.js';
import { complete, InputRefused, type TransactionData } from './data.js';
import type { FramedFlow } from './framed.js';
import { loginFields } from './login-fields.js';
import { reviewFields } from './review-fields.js';

/** Shows login and review as two steps, and sends the SDK's answer to the overlay. */
export function showSteps(main: HTMLElement, data: TransactionData, flow: FramedFlow): void {
  const steps = new Steps(main, data, flow);
  // The user left after the login: the overlay asks only then.
  flow.onMessage(() => steps.send({ leave: 'after-login' }));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') flow.send({ type: 'close-requested' });
  });
  steps.showLogin();
}

class Steps {
  readonly #login;
  readonly #review;
  #isSent = false;

  constructor(
    private readonly main: HTMLElement,
    private readonly data: TransactionData,
    private readonly flow: FramedFlow,
  ) {
    this.#login = loginFields(data, flow);
    this.#review = reviewFields(data);
  }

  showLogin(): void {
    const onsubmit = (event: Event) => {
      event.preventDefault();
      const problem = this.#login.problem();
      this.#login.showProblem(problem);
      if (problem === null) this.#showReview(null);
    };
    const button = el('button', { type: 'submit', class: 'main' }, 'Log in');
    const form = el('form', { onsubmit }, this.#login.element, el('p', { class: 'buttons' }, button));
    this.main.replaceChildren(el('h1', {}, 'Step 1 of 2: log in'), form);
  }

  #showReview(problem: string | null): void {
    const { broker = '', token: account } = this.#login.read();
    this.flow.send({ type: 'logged-in', broker, account });
    const onsubmit = (event: Event) => {
      event.preventDefault();
      const changes = this.#review.changes();
      this.flow.send({ type: 'sent' });
      this.send(changes.length === 0 ? {} : { order: { securities: changes } });
    };
    const button = el('button', { type: 'submit', class: 'main' }, 'Confirm');
    const form = el(
      'form',
      { onsubmit },
      el('p', { class: 'soft' }, 'Logged in as ', el('code', {}, account)),
      this.#review.element,
      problem === null ? null : el('p', { class: 'bad', role: 'alert' }, problem),
      el('p', { class: 'buttons' }, button),
    );
    this.main.replaceChildren(el('h1', {}, 'Step 2 of 2: confirm'), form);
    button.focus();
  }

  /** Sends the user's part, once: what the user does after that has no effect. */
  async send(part: object): Promise<void> {
    if (this.#isSent) return;
    this.#isSent = true;
    this.main.replaceChildren(el('p', { role: 'status' }, 'Sending to the broker…'));
    try {
      const whole = { ...this.#login.read(), amo: this.flow.isAmoEnabled, ...part };
      this.flow.send({ type: 'answer', answer: await complete(this.data.transactionId, whole) });
    } catch (error) {
      if (!(error instanceof InputRefused)) return this.#showNoAnswer();
      this.#isSent = false;
      this.#showReview(error.message);
    }
  }

  #showNoAnswer(): void {
    const text = 'The emulator did not answer. Is it still running?';
    this.main.replaceChildren(el('p', { class: 'bad', role: 'alert' }, text));
  }
}
