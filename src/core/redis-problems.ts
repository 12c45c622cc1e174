/** Why Redis refuses commands, for an operator. */
export interface RedisProblem {
  /** The first word of Redis's answer, such as `READONLY`. */
  readonly code: string;
  readonly meaning: string;
  /** The next step. */
  readonly hint: string;
}

const PROBLEMS: Readonly<Record<string, readonly [meaning: string, hint: string]>> = {
  READONLY: ['it is a replica', 'Name the primary in REDIS_URL, or promote this one.'],
  OOM: [
    'it holds as much as maxmemory allows and evicts nothing',
    'Set maxmemory-policy to allkeys-lru, or raise maxmemory.',
  ],
  MOVED: [
    'it is a node of a Redis Cluster, which Dwar does not use',
    'Name a Redis that is not clustered, or an endpoint with cluster mode disabled.',
  ],
  NOAUTH: ['it wants a password', 'Put it into REDIS_URL: redis://:PASSWORD@HOST.'],
  WRONGPASS: ['it knows no such user and password', 'Correct user and password in REDIS_URL.'],
  NOPERM: [
    'it does not let this user run a command',
    'Allow the user SET, GET, MGET, MULTI, EVAL, PUBLISH and SUBSCRIBE on keys and channels of dwar:*.',
  ],
  MISCONF: ['it cannot save to its disk', 'Free its disk, or set stop-writes-on-bgsave-error to no.'],
  LOADING: ['it is loading its data', 'Wait: it serves when it has loaded them.'],
  MASTERDOWN: ['it is a replica without its primary', 'Name the primary in REDIS_URL.'],
  NOREPLICAS: [
    'it has fewer replicas than it wants',
    'Bring the replicas back, or lower min-replicas-to-write.',
  ],
  CLUSTERDOWN: ['it belongs to a cluster that is down', 'Name a Redis that is not clustered in REDIS_URL.'],
  BUSY: ['it is running a script that does not end', 'End the script with SCRIPT KILL.'],
  DENIED: ['it runs in protected mode', 'Give it a password, and put that into REDIS_URL.'],
};

/** A word that may be a code. Errors of a script quote the answer behind words of their own. */
const CODE = /\b[A-Z]{3,}\b/g;

/** The problem behind an error that Redis has answered; null for any other error. */
export function redisProblem(error: unknown): RedisProblem | null {
  const { message, code: own } = (error ?? {}) as { message?: unknown; code?: unknown };
  // An error with a code was made by the system: a connection was refused or lost.
  if (typeof message !== 'string' || typeof own === 'string') return null;
  const words = message.match(CODE) ?? [];
  const code = words.find((word) => word in PROBLEMS) ?? words.find((word) => message.startsWith(word));
  if (code === undefined) return null;
  const [meaning, hint] = PROBLEMS[code] ?? ['it answers with an error', 'Look into its log.'];
  return { code, meaning, hint };
}
