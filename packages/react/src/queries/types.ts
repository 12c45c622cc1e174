import type { documents, DwarClient, TypedDocument } from '@dwar/client';

/** What a document gives. */
type ResultOf<Document> = Document extends TypedDocument<infer Result, infer _Variables> ? Result : never;
type VariablesOf<Document> =
  Document extends TypedDocument<infer _Result, infer Variables> ? Variables : never;
type Documents = typeof documents;
/** A root field of a document; interfaces of it give the types their names. */
type Root<Name extends keyof Documents, Field extends keyof ResultOf<Documents[Name]>> = NonNullable<
  ResultOf<Documents[Name]>[Field]
>;

export interface Viewer extends Root<'viewer', 'viewer'> {}
type AnyBroker = Root<'brokers', 'brokers'>[number];
export interface Broker extends AnyBroker {}
export interface Order extends Root<'order', 'order'> {}
export interface Transaction extends Root<'transaction', 'transaction'> {}
export interface Holdings extends Root<'holdings', 'holdings'> {}
type AnyPendingAction = Root<'pendingActions', 'pendingActions'>[number];
export interface PendingAction extends AnyPendingAction {}
export type UnlinkBrokerAccountResult = Root<'unlinkBrokerAccount', 'unlinkBrokerAccount'>;
export type RefreshHoldingsResult = Root<'refreshHoldings', 'refreshHoldings'>;

/** Which orders a list holds, and how many a page of it. Without a filter: all, 20 a page. */
export type OrderFilter = Omit<VariablesOf<Documents['orders']>, 'after'>;
/** Which transactions a list holds, and how many a page of it. Without a filter: all, 20 a page. */
export type TransactionFilter = Omit<VariablesOf<Documents['transactions']>, 'after'>;

/** What a query needs of a client; `createDwarClient` makes one. */
export type Reader = Pick<DwarClient, 'query'>;
