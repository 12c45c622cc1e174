import type { AccountQuery } from '../data/generated/graphql.js';

/** An account with who claimed it and what it holds. */
export type AccountDetail = NonNullable<AccountQuery['account']>;
