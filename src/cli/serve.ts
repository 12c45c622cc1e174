import type { App } from '../app.js';
import type { Config } from '../config/variables.js';
import { loadConfig } from '../config.js';
import { shutdownMs } from '../config/rules.js';
import { createLog } from '../core/log.js';
import type { CliContext } from './context.js';
import { explainListenError } from './listen-error.js';

/**
 * Added to the app's own time limit, which reports what did not end in time: this one ends a process that
 * hangs.
 */
const CLOSING_MARGIN_MS = 2_000;

/**
 * `dwar serve`: runs the gateway, configured by the environment, until a stop signal. SIGHUP reads the files
 * of secrets again.
 */
export async function runServe(context: CliContext): Promise<void> {
  const config = loadConfig(context.env);
  const reloads = new Reloads(() => loadConfig(context.env));
  await context.runUntilStopped(
    () => start(context, config, reloads),
    shutdownMs(config) + CLOSING_MARGIN_MS,
    () => reloads.request(),
  );
}

/** Reloads that are requested at any time: one that comes during the start follows it. */
class Reloads {
  #app: App | undefined;
  #isRequested = false;

  constructor(private readonly load: () => Config) {}

  request(): void {
    if (this.#app === undefined) this.#isRequested = true;
    else this.#app.reload(this.load);
  }

  begin(app: App): void {
    this.#app = app;
    if (this.#isRequested) this.request();
  }
}

/** Resolves with the close function once the gateway is ready. */
async function start(context: CliContext, config: Config, reloads: Reloads): Promise<() => Promise<void>> {
  const { createApp } = await import('../app.js');
  const logOutput = context.openLog('stdout');
  const log = createLog(config.LOG_LEVEL, logOutput);
  const app = await createApp(config, { log, logOutput });
  const { url, opsUrl } = await app.listen().catch(async (error: unknown) => {
    await app.close();
    throw explainListenError(error, [
      { port: config.PORT, setting: 'PORT' },
      { port: config.OPS_PORT, setting: 'OPS_PORT' },
    ]);
  });
  reloads.begin(app);
  log.info({ url, opsUrl, profile: config.NODE_ENV }, 'ready');
  return () => app.close();
}
