import type { Config } from '../config/variables.js';
import { silentLog } from '../core/log.js';
import { createAuthTokens } from '../gateway/auth-tokens.js';
import { createGatewayClient, type GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { AGREEING_ANSWERS } from '../gateway/upstream-clock.js';
import type { Finding } from './finding.js';

/** No transaction has this id, so reading it tests the keys and changes nothing. */
const UNKNOWN_TRANSACTION = `TRX_${'0'.repeat(32)}`;
/** Beyond this offset the lifetimes of tokens differ noticeably between the two sides. */
const OFFSET_WARNING_MS = 5_000;

/** Gateway's reply to the read that tests the keys. */
interface Reply {
  /** Null if the transaction exists after all. */
  readonly failure: GatewayError | null;
  /** How far Gateway's clock is ahead of ours, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** Checks that Gateway answers and accepts both secrets, and compares its clock with ours. */
export async function checkUpstream(config: Config): Promise<Finding[]> {
  const reply = await askGateway(config);
  const finding = judgeReply(config, reply.failure);
  const isRefusal = finding.level === 'fail' && reply.failure?.status !== null;
  const isSwapped = isRefusal && (await areAcceptedSwapped(config));
  return [isSwapped ? SWAPPED : finding, ...judgeClock(reply)];
}

/** Whether Gateway accepts the secrets when they are swapped, the most common mistake. */
async function areAcceptedSwapped(config: Config): Promise<boolean> {
  const { GATEWAY_SECRET, GATEWAY_API_SECRET } = config;
  const swapped = { ...config, GATEWAY_SECRET: GATEWAY_API_SECRET, GATEWAY_API_SECRET: GATEWAY_SECRET };
  return judgeReply(swapped, (await askGateway(swapped)).failure).level === 'ok';
}

async function askGateway(config: Config): Promise<Reply> {
  const client = createGatewayClient({
    baseUrl: config.GATEWAY_URL,
    gatewayName: config.GATEWAY_NAME,
    apiSecret: config.GATEWAY_API_SECRET,
    connectTimeoutMs: config.GATEWAY_CONNECT_TIMEOUT_MS,
    responseTimeoutMs: config.GATEWAY_RESPONSE_TIMEOUT_MS,
    totalTimeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
    proxies: config,
    log: silentLog,
  });
  try {
    const { token } = await createAuthTokens({ secret: config.GATEWAY_SECRET }).mintGuest(60);
    const failure = await readUnknown(client, token);
    // A single response is not enough to measure the clock.
    if (failure?.status !== null)
      for (let count = 1; count < AGREEING_ANSWERS; count += 1) await readUnknown(client, token);
    return { failure, clockOffsetMs: client.clockOffsetMs };
  } finally {
    client.close();
  }
}

async function readUnknown(client: GatewayClient, token: string): Promise<GatewayError | null> {
  try {
    await client.transactionDetails(UNKNOWN_TRANSACTION, token);
    return null;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

/** That the transaction is unknown is the expected reply. */
function judgeReply(config: Config, failure: GatewayError | null): Finding {
  const check = 'upstream';
  const message = failure?.upstreamMessage ?? failure?.message ?? '';
  if (failure === null || (failure.kind === 'rejected' && !/gateway/i.test(message))) {
    return { check, level: 'ok', text: `${config.GATEWAY_URL} answers and accepts both secrets` };
  }
  const fail = (text: string, hint: string): Finding => ({ check, level: 'fail', text, hint });
  if (/secret/i.test(message)) return fail(`GATEWAY_API_SECRET was refused: ${message}`, 'Copy it again.');
  if (/jwt/i.test(message)) return fail(`GATEWAY_SECRET was refused: ${message}`, 'Copy it again.');
  if (failure.kind === 'rejected' || failure.kind === 'unauthorised') {
    return fail(`${config.GATEWAY_URL} refused: ${message}`, 'Check GATEWAY_NAME and both secrets.');
  }
  return fail(
    `${config.GATEWAY_URL}: ${failure.kind}: ${message}`,
    'Check GATEWAY_URL, and that this machine can reach it.',
  );
}

const SWAPPED: Finding = {
  check: 'upstream',
  level: 'fail',
  text: 'GATEWAY_SECRET and GATEWAY_API_SECRET are swapped: Gateway accepts them the other way round',
  hint: 'GATEWAY_SECRET signs tokens; GATEWAY_API_SECRET authenticates requests and signs webhooks.',
};

function judgeClock({ failure, clockOffsetMs }: Reply): Finding[] {
  if (failure !== null && failure.status === null) return [];
  const offsetMs = Math.round(clockOffsetMs);
  const direction = offsetMs < 0 ? 'behind' : 'ahead of';
  const text = `Gateway's clock is ${Math.abs(offsetMs)} ms ${direction} ours`;
  const isOff = Math.abs(offsetMs) > OFFSET_WARNING_MS;
  if (!isOff) return [{ check: 'clock', level: 'ok', text }];
  return [
    {
      check: 'clock',
      level: 'warn',
      text,
      hint: "Synchronise this machine's clock (NTP): token lifetimes depend on it.",
    },
  ];
}
