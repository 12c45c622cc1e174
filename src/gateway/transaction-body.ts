import { stringify } from 'lossless-json';
import type { WireIntent } from './wire.js';

/**
 * A checked request of protocol section 7, ready for `serialiseBody`. May hold personal data: never log it.
 */
export interface TransactionBody {
  readonly intent: WireIntent;
  readonly notes?: string;
  readonly version?: 'v2';
  readonly orderConfig?: Readonly<Record<string, unknown>>;
  readonly assetConfig?: Readonly<Record<string, unknown>>;
  readonly responseConfig?: Readonly<Record<string, unknown>>;
  readonly subscriptionConfig?: Readonly<Record<string, unknown>>;
}

/** The request's JSON; limit prices are numbers with exactly the digits given. */
export function serialiseBody(body: TransactionBody): string {
  const text = stringify(body);
  if (text === undefined) throw new TypeError('a request is an object');
  return text;
}
