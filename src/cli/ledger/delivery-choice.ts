import type { DeliveryChoice } from '../../ledger/deliveries/delivery-queries.js';
import { CliError, EXIT_USAGE } from '../context.js';

/** The options that select deliveries; undefined if not given. */
export type ChoiceOptions = { readonly [Name in keyof DeliveryChoice]?: DeliveryChoice[Name] | undefined };

/**
 * The deliveries that the options select; empty without options. Throws `CliError` for a reversed time range.
 */
export function readChoice({ state, since, until }: ChoiceOptions): DeliveryChoice {
  if (since !== undefined && until !== undefined && since > until)
    throw new CliError('--since is later than --until', {
      hint: 'Swap the two times.',
      exitCode: EXIT_USAGE,
    });
  const given = Object.entries({ state, since, until }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as DeliveryChoice;
}
