import type { IncomingMessage } from 'node:http';
import type { RateLimiter } from '../../cache/rate-limits.js';
import type { Config } from '../../config/variables.js';
import type { Log } from '../../core/log.js';
import type { Overload } from '../../core/overload.js';
import type { Clock } from '../../core/time/clock.js';
import type { Engine } from '../../execution/engine.js';
import type { StreamTimes } from '../server-options.js';
import type { AccessRules } from './access-rules.js';
import type { ConsoleAccess, OtherLogins } from './console-access.js';
import type { ProxyOperators } from './proxy-operator.js';
import type { PlayAccess } from './play-access.js';

/** What the console is made of; `app` puts it together. */
export interface ConsoleOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
  readonly access: ConsoleAccess;
  readonly otherLogins: OtherLogins;
  /** Limits attempts to log in in any way, by address. */
  readonly logins: RateLimiter;
  /** Executes the operator schema. */
  readonly engine: Engine;
  /** What steers the emulator; null where there is none. */
  readonly play: PlayAccess | null;
  /** The folder of the built pages. Default: next to the built server. */
  readonly folder?: string | undefined;
  readonly times?: StreamTimes;
}

/** Those, with what the parts of the console share. */
export interface ConsoleParts extends ConsoleOptions {
  readonly rules: AccessRules;
  readonly proxyOperators: ProxyOperators;
  readonly overload: Overload;
  readonly addressOf: (request: IncomingMessage) => string;
}
