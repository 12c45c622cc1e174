import type { Config } from '../../config/variables.js';
import { createLog } from '../../core/log.js';
import { createAuthTokens } from '../../gateway/auth-tokens.js';
import { createGatewayClient, type GatewayClient } from '../../gateway/gateway-client.js';
import { GatewayError } from '../../gateway/gateway-error.js';
import { AGREEING_ANSWERS } from '../../gateway/upstream-clock.js';
import type { Finding } from './checks.js';

/** No transaction has this id, so reading it shows whether the keys are taken and changes nothing. */
const UNKNOWN_TRANSACTION = `TRX_${'0'.repeat(32)}`;
/** More than this and lifetimes of tokens no longer mean the same on both sides. */
const OFFSET_WORTH_A_WARNING_MS = 5_000;

/** What Gateway said to a read that shows whether the keys are taken; `failure` is null when it even knew the transaction. */
interface Reply {
  readonly failure: GatewayError | null;
  /** How far the upstream's clock is ahead of ours, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** Whether Gateway answers, takes both secrets, and how far its clock is from ours. */
export async function checkUpstream(config: Config): Promise<Finding[]> {
  const reply = await askGateway(config);
  const finding = judgeAnswer(config, reply.failure);
  const isKeysFault = finding.level === 'fail' && reply.failure?.status !== null;
  const isSwapped = isKeysFault && (await areTakenSwapped(config));
  return [isSwapped ? SWAPPED : finding, ...judgeClock(reply)];
}

/** Keys that were refused are tried the other way round: that is the commonest mistake, and so it is known and not guessed. */
async function areTakenSwapped(config: Config): Promise<boolean> {
  const { GATEWAY_SECRET, GATEWAY_API_SECRET } = config;
  const swapped = { ...config, GATEWAY_SECRET: GATEWAY_API_SECRET, GATEWAY_API_SECRET: GATEWAY_SECRET };
  return judgeAnswer(swapped, (await askGateway(swapped)).failure).level === 'ok';
}

async function askGateway(config: Config): Promise<Reply> {
  const client = createGatewayClient({
    baseUrl: config.GATEWAY_URL,
    gatewayName: config.GATEWAY_NAME,
    apiSecret: config.GATEWAY_API_SECRET,
    connectTimeoutMs: config.GATEWAY_CONNECT_TIMEOUT_MS,
    responseTimeoutMs: config.GATEWAY_RESPONSE_TIMEOUT_MS,
    totalTimeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
    log: createLog('silent'),
  });
  try {
    const { token } = await createAuthTokens({ secret: config.GATEWAY_SECRET }).mintGuest(60);
    const failure = await readUnknown(client, token);
    // One answer does not tell the time.
    if (failure?.status !== null)
      for (let more = 1; more < AGREEING_ANSWERS; more += 1) await readUnknown(client, token);
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

/** The expected answer is that the transaction is unknown. */
function judgeAnswer(config: Config, failure: GatewayError | null): Finding {
  const check = 'upstream';
  const said = failure?.upstreamMessage ?? failure?.message ?? '';
  if (failure === null || (failure.kind === 'rejected' && !/gateway/i.test(said))) {
    return { check, level: 'ok', text: `${config.GATEWAY_URL} answers and takes both secrets` };
  }
  const fail = (text: string, hint: string): Finding => ({ check, level: 'fail', text, hint });
  if (/secret/i.test(said)) return fail(`GATEWAY_API_SECRET was refused: ${said}`, 'Copy it again.');
  if (/jwt/i.test(said)) return fail(`GATEWAY_SECRET was refused: ${said}`, 'Copy it again.');
  if (failure.kind === 'rejected' || failure.kind === 'unauthorised') {
    return fail(`${config.GATEWAY_URL} refused: ${said}`, 'Check GATEWAY_NAME and both secrets.');
  }
  return fail(
    `${config.GATEWAY_URL}: ${failure.kind}: ${said}`,
    'Check GATEWAY_URL and that this machine may reach it.',
  );
}

const SWAPPED: Finding = {
  check: 'upstream',
  level: 'fail',
  text: 'GATEWAY_SECRET and GATEWAY_API_SECRET are swapped: upstream takes them the other way round',
  hint: 'GATEWAY_SECRET signs tokens; GATEWAY_API_SECRET is the header and the key of checksums.',
};

function judgeClock({ failure, clockOffsetMs }: Reply): Finding[] {
  if (failure !== null && failure.status === null) return [];
  const offsetMs = Math.round(clockOffsetMs);
  const text = `the upstream's clock is ${Math.abs(offsetMs)} ms ${offsetMs < 0 ? 'behind' : 'ahead of'} ours`;
  const isOff = Math.abs(offsetMs) > OFFSET_WORTH_A_WARNING_MS;
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
