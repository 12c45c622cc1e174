import type { Check, Level } from '../check.js';
import { byNumber } from '../sections.js';
import { CATALOGUE_CHECKS } from './catalogue.js';
import { CHECKSUM_CHECKS } from './checksums.js';
import { CREATION_CHECKS } from './creations.js';
import { ERROR_CHECKS } from './errors.js';
import { FUND_OTP_CHECKS } from './fund-otp.js';
import { HOLDINGS_CHECKS } from './holdings.js';
import { KEY_CHECKS } from './keys.js';
import { LIFETIME_CHECKS } from './lifetimes.js';
import { BODY_CHECKS } from './order-bodies.js';
import { ORDER_CHECKS } from './orders.js';
import { READ_CHECKS } from './reads.js';
import { SDK_CHECKS } from './sdk.js';
import { TOKEN_CHECKS } from './tokens.js';
import { USER_CHECKS } from './users.js';
import { WEBHOOK_CHECKS } from './webhooks.js';

/** Every check: those that need no user first, then by section. */
export const ALL_CHECKS: readonly Check[] = [
  ...KEY_CHECKS,
  ...TOKEN_CHECKS,
  ...ERROR_CHECKS,
  ...CREATION_CHECKS,
  ...BODY_CHECKS,
  ...LIFETIME_CHECKS,
  ...READ_CHECKS,
  ...HOLDINGS_CHECKS,
  ...FUND_OTP_CHECKS,
  ...CATALOGUE_CHECKS,
  ...USER_CHECKS,
  ...ORDER_CHECKS,
  ...CHECKSUM_CHECKS,
  ...WEBHOOK_CHECKS,
  ...SDK_CHECKS,
].sort((left, right) => left.level - right.level || byNumber(left.section, right.section));

/** The checks of a run: those of a level and of all below it. */
export function checksUpTo(level: Level): readonly Check[] {
  return ALL_CHECKS.filter((check) => check.level <= level);
}

/** The checks that cost nothing, for `dwar doctor --live`. */
export const QUICK_CHECKS: readonly Check[] = ALL_CHECKS.filter(({ isQuick }) => isQuick === true);
