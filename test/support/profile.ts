import { afterAll } from '@jest/globals';
import { startPostgres, startRedis, type TestPostgres, type TestRedis } from './services.js';

/** Which profile the tests' gateways run on: `DWAR_TEST_PROFILE=cluster` gives each a database of its own in one PostgreSQL. */
export const isClusterProfile = process.env.DWAR_TEST_PROFILE === 'cluster';

interface Servers {
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  /** The database of each data folder: an app that opens its folder again gets its ledger again. */
  readonly databases: Map<string, Promise<string>>;
}

let started: Promise<Servers> | undefined;

/** What the profile adds to the environment of an app with this data folder. The servers end with the test file. */
export async function profileVariables(dataDir: string): Promise<Record<string, string>> {
  if (!isClusterProfile) return {};
  started ??= startServers();
  const { postgres, redis, databases } = await started;
  const url = databases.get(dataDir) ?? postgres.createDatabase();
  databases.set(dataDir, url);
  return { DATABASE_URL: await url, REDIS_URL: redis.url };
}

async function startServers(): Promise<Servers> {
  const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
  return { postgres, redis, databases: new Map() };
}

if (isClusterProfile)
  afterAll(async () => {
    const servers = await started;
    await Promise.all([servers?.postgres.close(), servers?.redis.close()]);
  });
