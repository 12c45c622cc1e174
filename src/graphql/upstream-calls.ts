/**
 * The fields whose answer may need a call of Gateway while the operation runs, by `Type.field`, each with the
 * most calls that it makes. Every such field has an entry here or below: the limit on the calls of one
 * operation is checked with these tables before it runs.
 */
const UPSTREAM_CALLS: Readonly<Record<string, number>> = {
  'Query.smallcases': 1,
  'Query.smallcase': 1,
  'Query.smallcaseNews': 1,
  'Query.subscriptions': 1,
  'Query.subscriptionsCount': 1,
  'BrokerAccount.subscriptions': 1,
  'BrokerAccount.subscriptionsCount': 1,
  'Smallcase.plans': 1,
  'Smallcase.chart': 1,
  'Smallcase.news': 1,
};

/**
 * Fields that share one call, however often one operation asks for them. No other field has such a name.
 */
const SHARED_CALLS: readonly string[] = ['mySubscription'];

/** Most calls of Gateway that one field of this name makes; 0 for one that makes none. */
export function upstreamCallsOf(type: string, field: string): number {
  return Object.hasOwn(UPSTREAM_CALLS, `${type}.${field}`) ? (UPSTREAM_CALLS[`${type}.${field}`] ?? 0) : 0;
}

const FIELD_NAMES: ReadonlySet<string> = new Set(
  Object.keys(UPSTREAM_CALLS).map((name) => name.slice(name.indexOf('.') + 1)),
);

/** What is known of the fields that a document names, of any type. */
export interface NamedCalls {
  /** Whether one of them may make calls each time. */
  readonly hasCalls: boolean;
  /** Calls of those that share one. */
  readonly shared: number;
}

/** Looks through the names of the fields of a document. */
export function namedCalls(fields: ReadonlySet<string>): NamedCalls {
  return {
    hasCalls: [...fields].some((field) => FIELD_NAMES.has(field)),
    shared: SHARED_CALLS.filter((field) => fields.has(field)).length,
  };
}
