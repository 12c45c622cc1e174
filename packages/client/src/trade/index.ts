/** The flows of `@dwar/client`: a trade, the link of a broker account, the imports. */
export {
  type Connect,
  type ConnectFound,
  type ConnectState,
  createConnect,
  type LinkedAccount,
} from './connect.js';
export type { FlowFailure } from './failure.js';
export type { TransactionInput } from './flow-kind.js';
export type { FlowOptions } from './flow-storage.js';
export type { GatewaySdk, SdkFailure, SdkResult, SdkSuccess, SdkToken, SdkTrigger } from './gateway-sdk.js';
export {
  createHoldingsImport,
  createMutualFundImport,
  type FundsFound,
  type FundsImport,
  type HoldingsFound,
  type HoldingsImport,
  type HoldingsImportState,
  type ImportedHoldings,
  type ImportInput,
  type MutualFundImport,
  type MutualFundImportState,
} from './imports.js';
export { type KeyStore, memoryKeyStore } from './key-store.js';
export type { SdkErrorKind } from './sdk-errors.js';
export type { FlowPhase, FlowState, FlowTransaction, StateIn } from './states.js';
export {
  createTrade,
  type Flow,
  type StartableFlow,
  type Trade,
  type TradeFound,
  type TradeInput,
  type TradeOrder,
  type TradeState,
} from './trade.js';
export type { FlowClock, TradeClient } from './trade-client.js';
