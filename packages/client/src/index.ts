/** The exports of `@dwar/client`. */
export type { BackoffOptions } from './core/backoff.js';
export { createDwarClient, type DwarClient, type DwarEvent, type EventsOptions } from './core/client.js';
export type { Connection, ConnectionState } from './core/connection.js';
export {
  type AsyncStorageLike,
  asyncStore,
  type CursorStore,
  memoryStore,
  webSessionStore,
} from './core/cursor-store.js';
export { browser, type Environment, type EnvironmentChange } from './core/environment.js';
export { type ClientErrorCode, DwarError, type ErrorCode, type ServerErrorCode } from './core/errors.js';
export { type Growing, isFailure, isNewer } from './core/failure.js';
export { formatMoney, type MoneyValue } from './core/money.js';
export type { DwarOptions } from './core/options.js';
export type { RequestOptions } from './core/request.js';
export type { Sink } from './core/subscriptions.js';
export type { DocumentTypeDecoration, ResponseError, TypedDocument } from './core/typed-document.js';
export { documents } from './documents.js';
export {
  type Connect,
  type ConnectFound,
  type ConnectState,
  createConnect,
  createHoldingsImport,
  createMutualFundImport,
  createTrade,
  type Flow,
  type FlowClock,
  type FlowFailure,
  type FlowOptions,
  type FlowPhase,
  type FlowState,
  type FlowTransaction,
  type FundsFound,
  type FundsImport,
  type GatewaySdk,
  type HoldingsFound,
  type HoldingsImport,
  type HoldingsImportState,
  type ImportedHoldings,
  type ImportInput,
  type KeyStore,
  type LinkedAccount,
  type MutualFundImport,
  type MutualFundImportState,
  memoryKeyStore,
  type SdkErrorKind,
  type SdkFailure,
  type SdkResult,
  type SdkSuccess,
  type SdkToken,
  type SdkTrigger,
  type StartableFlow,
  type StateIn,
  type Trade,
  type TradeClient,
  type TradeFound,
  type TradeInput,
  type TradeOrder,
  type TradeState,
  type TransactionInput,
} from './trade/index.js';
