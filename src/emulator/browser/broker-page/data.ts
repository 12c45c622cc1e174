import type { SdkAnswer } from '../shared/messages.js';

/** A scenario token of the emulator and what it does. */
export interface ScenarioRow {
  readonly token: string;
  readonly effect: string;
}

export interface IndexData {
  readonly gatewayName: string;
  readonly transactions: readonly {
    readonly transactionId: string;
    readonly intent: string;
    readonly status: string;
  }[];
  readonly scenarios: readonly ScenarioRow[];
}

export interface Leg {
  readonly ticker: string;
  readonly quantity: number;
  readonly side: 'BUY' | 'SELL';
  readonly exchange: string;
}

export interface TransactionData {
  readonly transactionId: string;
  readonly intent: string;
  readonly status: string;
  readonly gatewayName: string;
  readonly expireAt: string;
  readonly isExpired: boolean;
  readonly brokers: readonly {
    readonly key: string;
    readonly name: string;
    readonly holdingsImport: boolean;
  }[];
  readonly connected: { readonly broker: string; readonly token: string | null } | null;
  readonly legs: readonly Leg[];
  readonly orderName: string | null;
  readonly orderLogo: string | null;
  readonly scenarios: readonly ScenarioRow[];
}

/** Input that the emulator refuses: its text says what to correct. */
export class InputRefused extends Error {}

/** Reads JSON of the emulator. Null for 404. */
export async function read<T>(path: string): Promise<T | null> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`the emulator answered ${response.status}`);
  return (await response.json()) as T;
}

/** Sends the user's part. Throws {@link InputRefused}. */
export async function complete(transactionId: string, part: object): Promise<SdkAnswer> {
  const response = await fetch(`/broker/${encodeURIComponent(transactionId)}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(part),
  });
  const answer = (await response.json()) as SdkAnswer & { readonly error?: string };
  if (!response.ok) throw new InputRefused(String(answer.error));
  return answer;
}
