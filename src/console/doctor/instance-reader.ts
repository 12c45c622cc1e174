import type { Config } from '../../config/variables.js';
import { readVersion } from '../../core/built/version.js';
import type { Clock } from '../../core/time/clock.js';
import { toDate } from '../../graphql/scalars.js';
import type { Ledger } from '../../ledger/ledger.js';
import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { appliedMigrations } from '../../ledger/migrate.js';
import type { InstanceType } from '../types/doctor.type.js';
import { EventLoopMeter } from './event-loop-meter.js';

const MIB = 1024 ** 2;

interface InstanceReaderOptions {
  readonly config: Pick<Config, 'NODE_ENV' | 'DATABASE_URL' | 'REDIS_URL'>;
  readonly ledger: Pick<Ledger, 'db'>;
  readonly clock: Clock;
}

/** Reads what this process is and how it does. */
export class InstanceReader {
  readonly #meter = new EventLoopMeter();

  constructor(private readonly options: InstanceReaderOptions) {}

  async read(): Promise<InstanceType> {
    const { config, ledger, clock } = this.options;
    const { rss, heapUsed } = process.memoryUsage();
    const { p99Ms, maxMs } = this.#meter.read();
    const now = clock.now();
    return {
      at: toDate(now),
      startedAt: toDate(Math.round(now - process.uptime() * 1000)),
      version: readVersion(),
      nodeVersion: process.versions.node,
      profile: config.NODE_ENV,
      ledger: describeLedger(config.DATABASE_URL),
      cache: config.REDIS_URL === undefined ? 'memory' : 'Redis',
      migrations: [...(await appliedMigrations(ledger.db))],
      residentMemoryMib: Math.round(rss / MIB),
      heapMib: Math.round(heapUsed / MIB),
      eventLoopDelayP99Ms: p99Ms,
      eventLoopDelayMaxMs: maxMs,
    };
  }

  /** Stops measuring. */
  close(): void {
    this.#meter.close();
  }
}
