import { GATEWAY_VARIABLES } from '../config/gateway-variables.js';
import { withSecretFiles } from '../config/secret-files.js';
import { createLog } from '../core/log.js';
import { createEmulator } from '../emulator/emulator.js';
import { readEmulatorEnv } from '../emulator/emulator-env.js';
import { type CliContext, CliError } from './context.js';
import { explainListenError } from './listen-error.js';

const SHUTDOWN_TIMEOUT_MS = 5_000;

/** `dwar emulator`: runs the emulator of smallcase Gateway alone, until a stop signal. */
export async function runEmulator(context: CliContext, options: { json?: boolean }): Promise<void> {
  if (context.env.NODE_ENV === 'production') {
    throw new CliError('the emulator does not run in production');
  }
  await context.runUntilStopped(() => start(context, options), SHUTDOWN_TIMEOUT_MS);
}

/** Resolves with the close function once the emulator is ready. */
async function start(context: CliContext, options: { json?: boolean }): Promise<() => Promise<void>> {
  const settings = readEmulatorEnv(withSecretFiles(context.env, GATEWAY_VARIABLES));
  const log = createLog(context.env.LOG_LEVEL || 'warn', context.openLog('stderr'));
  const emulator = await createEmulator({ ...settings, log }).catch((error: unknown) => {
    throw explainListenError(error, [{ port: settings.port, setting: 'EMULATOR_PORT' }]);
  });
  const { url, seed, controlToken } = emulator;
  if (options.json === true) context.out(JSON.stringify({ ready: true, url, seed, controlToken }));
  else {
    context.out(
      `Emulator of smallcase Gateway at ${url}; broker page ${url}/broker, control API ${url}/__emulator`,
    );
    context.out(`Seed ${seed}, control token ${controlToken}`);
  }
  return () => emulator.close();
}
