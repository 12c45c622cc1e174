import type { DeliveryChoice } from '../../ledger/deliveries.js';
import { CliError, EXIT_USAGE } from '../context.js';

/** The options of a command that works on some of the deliveries; those that were not given are undefined. */
export type ChoiceOptions = { readonly [Name in keyof DeliveryChoice]?: DeliveryChoice[Name] | undefined };

/** Which deliveries the options choose; without any it is empty. Throws CliError for a time range that is none. */
export function readChoice({ state, since, until }: ChoiceOptions): DeliveryChoice {
  if (since !== undefined && until !== undefined && since > until)
    throw new CliError('--since is later than --until', { hint: 'Swap them.', exitCode: EXIT_USAGE });
  const given = Object.entries({ state, since, until }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as DeliveryChoice;
}
