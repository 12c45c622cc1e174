import type { Config } from '../../config/variables.js';
import { OPERATOR_ROLES, type OperatorRole } from '../operator.js';

/** The roles that the values of a claim or header give; reading is part of each. Empty if they give none. */
export function grantedRoles(
  values: readonly string[],
  config: Pick<Config, 'CONSOLE_ROLES'>,
): OperatorRole[] {
  const granted = config.CONSOLE_ROLES.filter(({ value }) => values.includes(value)).map(({ role }) => role);
  if (granted.length === 0) return [];
  const has = (role: OperatorRole) => granted.some((each) => each.toUpperCase() === role);
  return OPERATOR_ROLES.filter((role) => role === 'READER' || has(role));
}
