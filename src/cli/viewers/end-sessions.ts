import { OperatorLog } from '../../console/operator-log.js';
import { silentLog } from '../../core/log.js';
import { maskId } from '../../core/output/mask.js';
import { systemClock } from '../../core/time/clock.js';
import type { Ledger } from '../../ledger/ledger.js';
import { addSessionEnd, type EndedSubject } from '../../ledger/sessions/ended-sessions.js';
import { isClaimText } from '../../viewer/session-token.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { userName } from '../user-name.js';
import { withLedger } from '../ledger/with-ledger.js';

interface EndSessionsOptions {
  readonly token?: string;
  readonly reason: string;
  readonly data?: string;
  readonly json?: boolean;
}

/**
 * `dwar viewers end-sessions`: ends the sessions of a user, or of one token, recorded in the operator log in
 * the same commit. Running instances notice within a second.
 */
export async function endSessions(
  context: CliContext,
  viewer: string | undefined,
  options: EndSessionsOptions,
): Promise<void> {
  const ended = subjectOf(viewer, options.token);
  if (options.reason.trim() === '') throw usage('--reason must not be empty');
  const endedAt = await withLedger(context, options, (ledger) => store(ledger, ended, options.reason));
  const at = new Date(endedAt).toISOString();
  if (options.json === true) {
    const subject = ended.kind === 'viewer' ? { viewer: ended.subject } : { token: ended.subject };
    return context.out(JSON.stringify({ ...subject, endedAt: at }));
  }
  const whose = ended.kind === 'viewer' ? `all sessions of ${ended.subject}` : 'the session of that token';
  context.out(`Ended ${whose} at ${at}. Every instance refuses the tokens within a second.`);
}

function subjectOf(viewer: string | undefined, token: string | undefined): EndedSubject {
  if ((viewer === undefined) === (token === undefined))
    throw usage('give either a user id, or --token with the `jti` of one token');
  const [kind, subject] = viewer === undefined ? (['token', token] as const) : (['viewer', viewer] as const);
  if (!isClaimText(subject))
    throw usage(`a ${kind === 'viewer' ? 'user id' : '`jti`'} has 1 to 255 characters, none of them control`);
  return { kind, subject };
}

async function store(ledger: Ledger, ended: EndedSubject, reason: string): Promise<number> {
  const operatorLog = new OperatorLog({ ledger, clock: systemClock, log: silentLog });
  const endedAt = Date.now();
  const act = { action: 'END_SESSIONS', subject: `${ended.kind} ${maskId(ended.subject)}`, reason };
  await operatorLog.recordWith(userName(), act, (unit) => addSessionEnd(unit, { ...ended, endedAt }, reason));
  return endedAt;
}

function usage(message: string): CliError {
  return new CliError(message, { exitCode: EXIT_USAGE });
}
