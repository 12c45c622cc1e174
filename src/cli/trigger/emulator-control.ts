import { CliError } from '../context.js';
import { fetchJson } from './fetch-json.js';

/**
 * What the SDK would resolve or reject with at the end of the user's part (protocol sections 18.2 and 18.3).
 */
export type SdkOutcome =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: { readonly code?: number; readonly message: string } };

/** The part of the emulator's control API that the commands need. */
export class EmulatorControl {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, controlToken: string | null) {
    this.#url = url;
    this.#headers = controlToken === null ? {} : { authorization: `Bearer ${controlToken}` };
  }

  /** Plays the user's part: picks the broker and types the scenario token there. */
  async complete(
    transactionId: string,
    choice: { broker: string; token: string; leave?: 'chooser' },
  ): Promise<SdkOutcome> {
    const response = await this.#call(`/__emulator/transactions/${transactionId}/complete`, choice);
    const outcome = response as SdkOutcome | null;
    if (typeof outcome?.ok === 'boolean') return outcome;
    throw new CliError(`the emulator did not play the user's part: ${describeRefusal(response)}`);
  }

  /** Draws further ids from a seed. Throws `CliError` if it was used at this emulator before. */
  async continueWith(seed: string): Promise<void> {
    const response = await this.#call('/__emulator/seed', { seed });
    if ((response as { ok?: unknown } | null)?.ok === true) return;
    throw new CliError(`the emulator did not take the seed: ${describeRefusal(response)}`, {
      hint: 'A seed gives the same ids once. Start over with `npm run dev -- --fresh` to play it again.',
    });
  }

  /** Moves the virtual clock, and waits until everything that became due has been attempted. */
  async advance(advanceMs: number): Promise<void> {
    await this.#call('/__emulator/clock', { advanceMs });
  }

  /** Has a pending action of an investment sent. */
  async sendPendingAction(action: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#call('/__emulator/pending-actions', action);
  }

  async #call(path: string, body: unknown): Promise<unknown> {
    const { json } = await fetchJson(`${this.#url}${path}`, {
      server: 'the emulator',
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return json;
  }
}

function describeRefusal(response: unknown): string {
  const { error, message, errors } = (response ?? {}) as Record<string, unknown>;
  return JSON.stringify(error ?? message ?? errors ?? response);
}
