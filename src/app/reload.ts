import { ConfigError } from '../config/config-error.js';
import type { ReloadOutcome } from '../config/live-config.js';
import { shortVendorSecrets } from '../config/rules.js';
import { SECRET_MIN_BYTES } from '../config/secret-rules.js';
import { fileVariableOf } from '../config/secret-files.js';
import type { Config } from '../config/variables.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import type { Foundation } from './foundation.js';

type Reloaded = Pick<Foundation, 'live' | 'log' | 'clock' | 'metrics'>;

/**
 * Replaces the secrets in use by those that `load` returns, then calls `onTaken`. If `load` throws, nothing
 * is replaced. Logs names of variables, never values.
 */
export function reloadConfig(
  { live, log, clock, metrics }: Reloaded,
  load: () => Config,
  onTaken: () => void,
): void {
  const note = (outcome: 'ok' | 'failed') => {
    metrics.configReloads.inc({ outcome });
    metrics.configReloadedAt.set({ outcome }, clock.now() / 1000);
  };
  let outcome: ReloadOutcome;
  try {
    outcome = live.reload(load());
  } catch (error) {
    const reason =
      error instanceof ConfigError ? { problems: error.problems } : { err: describeError(error) };
    log.error(reason, 'the configuration could not be reloaded; the one before stays in use');
    note('failed');
    return;
  }
  onTaken();
  note('ok');
  warnOfSecrets(live.current, log);
  log.info({ changed: outcome.changed }, 'the configuration was reloaded');
  if (outcome.needRestart.length > 0)
    log.warn({ names: outcome.needRestart }, 'these variables have changed, which only a restart takes');
}

/** Warns about secrets that production accepts although they are badly kept or short. */
export function warnOfSecrets(config: Config, log: Log): void {
  if (config.NODE_ENV !== 'production') return;
  for (const name of shortVendorSecrets(config)) {
    log.warn(
      { variable: name, minBytes: SECRET_MIN_BYTES },
      'a secret is short enough to be guessed; ask smallcase for a longer one',
    );
  }
  for (const name of config.readableSecretFiles) {
    log.warn(
      { variable: fileVariableOf(name) },
      'every user of this machine can read the file of a secret; remove that permission (chmod o-r)',
    );
  }
}
