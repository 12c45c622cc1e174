/** Largest page of any list (guarantee G12). */
export const PAGE_MAX = 100;
/** Items of a page that nobody gave a size, by the root field. */
export const PAGE_DEFAULTS = { transactions: 20, orders: 20, events: 50 } as const;
