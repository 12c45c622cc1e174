import {
  FlowLinkBrokerAccountDocument,
  FlowReportOutcomeDocument,
  type FlowReportOutcomeMutation,
  type ReportTransactionOutcomeInput,
} from '../generated/graphql.js';
import { type FlowFailure, fromMember } from './failure.js';
import type { SdkResult } from './gateway-sdk.js';
import type { FlowTransaction } from './states.js';
import type { TradeClient } from './trade-client.js';

type Reported = NonNullable<FlowReportOutcomeMutation['reportTransactionOutcome']>;

/** Limits of `ReportTransactionOutcomeInput`. */
const KEY_MAX = 100;
const MESSAGE_MAX = 300;
const RESULT_MAX = 65_536;

/**
 * Reports how the SDK ended; Dwar then reads the transaction at Gateway. With a token in the result it also
 * links the broker account. Returns why it did not.
 */
export async function reportOutcome(
  client: TradeClient,
  { id }: FlowTransaction,
  result: SdkResult,
): Promise<FlowFailure | null> {
  const input = { transactionId: id, ...reportOf(result) };
  const { reportTransactionOutcome } = await client.mutate(FlowReportOutcomeDocument, { input });
  return reportTransactionOutcome === null ? null : failureOf(reportTransactionOutcome);
}

function failureOf(reported: Reported): FlowFailure | null {
  if (reported.__typename !== 'Transaction') return fromMember(reported);
  return reported.linkFailure === null ? null : fromMember(reported.linkFailure);
}

type Report = Omit<ReportTransactionOutcomeInput, 'transactionId'>;

/** The report of an SDK's result. What is too long is cut, and control characters are left out. */
export function reportOf(result: SdkResult): Report {
  const { smallcaseAuthToken } = result;
  const token = smallcaseAuthToken === null ? {} : { smallcaseAuthToken };
  if (result.ok) return { ...token, ...rawResult(result.raw) };
  const { code, key, message } = result;
  const word = code === null ? (key ?? message) : key;
  return {
    ...token,
    ...(code === null ? {} : { errorCode: code }),
    ...(word === null ? {} : { errorKey: line(word, KEY_MAX) }),
    errorMessage: line(message, MESSAGE_MAX),
  };
}

/** Names the smallcase that was ordered before a read does. */
function rawResult(raw: unknown): Report {
  if (raw == null) return {};
  try {
    const sdkResult = typeof raw === 'string' ? raw : JSON.stringify(raw);
    return sdkResult === undefined || sdkResult.length > RESULT_MAX ? {} : { sdkResult };
  } catch {
    return {};
  }
}

function line(text: string, length: number): string {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').slice(0, length);
}

/** Links the account that the user logged in with. Returns why it was not linked. */
export async function linkAccount(
  client: TradeClient,
  smallcaseAuthToken: string,
): Promise<FlowFailure | null> {
  const { linkBrokerAccount } = await client.mutate(FlowLinkBrokerAccountDocument, { smallcaseAuthToken });
  if (linkBrokerAccount === null || linkBrokerAccount.__typename === 'BrokerAccount') return null;
  return fromMember(linkBrokerAccount);
}
