/** What an error of PostgreSQL, its TLS or its network means, for an operator. Holds no password. */
export interface PostgresProblem {
  /** Continues a sentence that begins with the server, such as "has no such database". */
  readonly what: string;
  /** The next step. */
  readonly hint: string;
}

type Row = readonly [codes: RegExp, what: string, hint: string];

/** By SQLSTATE (PostgreSQL's documentation, Appendix A), Node's code of a TLS or system error, or ours. */
const PROBLEMS: readonly Row[] = [
  [
    /^28000$/,
    'refused the user or the password',
    'Check user, password and pg_hba.conf of the server; if that demands TLS, add sslmode to DATABASE_URL.',
  ],
  [/^28/, 'refused the user or the password', 'Check user and password, and pg_hba.conf of the server.'],
  [/^3D000$/, 'has no such database', 'Create it, or correct the name in DATABASE_URL.'],
  [
    /^(?:42501|3F000)$/,
    'gives this user too few privileges',
    'The user needs CONNECT on the database, USAGE and CREATE on the schema, and must own its tables.',
  ],
  [/^42P01$/, 'lacks a table of the ledger', 'Run `dwar migrate`, and check the search_path of this user.'],
  [/^25006$/, 'is read-only', 'Name the primary in DATABASE_URL, or make this server writable.'],
  [/^STANDBY$/, 'is a standby', 'Name the primary in DATABASE_URL, or promote this one.'],
  [/^TOO_OLD$/, 'is too old', 'Dwar needs PostgreSQL 10 or later.'],
  [/^53[34]00$/, 'has no connection left', 'Raise max_connections, or end what holds them.'],
  [/^53100$/, 'has no room on its disk', 'Free some space on the server.'],
  [/^53200$/, 'is out of memory', 'Give the server more memory, or lower its settings.'],
  [/^(?:58|XX|F0)/, 'has failed internally', 'Look into its log, and check its disk.'],
  [/^57P/, 'is starting up or shutting down', 'Try again shortly.'],
  [
    /^(?:57014|55P03|25P03)$/,
    'took too long',
    'Look for long transactions and locks in pg_stat_activity, and at its load.',
  ],
  [/^40/, 'ended a transaction in favour of another', 'Try again; find what else writes to this database.'],
  [
    /^08P01$/,
    'or a pooler before it refused the connection',
    'Look into their logs; remove `options` from DATABASE_URL behind a pooler.',
  ],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+)$/,
    'cannot be trusted over TLS: this machine does not know the authority that signed its certificate',
    'Add sslrootcert=/path/to/ca.pem to DATABASE_URL, or name that file in NODE_EXTRA_CA_CERTS.',
  ],
  [
    /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    'cannot be trusted over TLS: its certificate is not valid at this time',
    'Renew the certificate, or correct the clock of this machine.',
  ],
  [
    /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    'cannot be trusted over TLS: its certificate is for another host name',
    'Write the host in DATABASE_URL as the certificate names it, or have one made for this name.',
  ],
  [
    /^NO_TLS$/,
    'does not offer TLS',
    'Set ssl=on in postgresql.conf, or remove sslmode from DATABASE_URL where the network is trusted.',
  ],
  [
    /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO$|CERT_)/,
    'cannot be used: the TLS connection failed',
    'Check sslmode, sslcert and sslkey in DATABASE_URL, and the certificate of the server.',
  ],
  [/^NO_PASSWORD$/, 'wants a password', 'Put it into DATABASE_URL, PGPASSWORD or ~/.pgpass.'],
  [
    /^(?:ENOENT|EACCES|EISDIR|ENOTDIR)$/,
    'cannot be used: a file of certificates or keys cannot be read',
    'Check sslrootcert, sslcert and sslkey in DATABASE_URL.',
  ],
  [
    /^(?:ENOTFOUND|EAI_\w+)$/,
    'cannot be found: its host name has no address',
    'Check the host in DATABASE_URL, and the name servers of this machine.',
  ],
  [
    /^ECONNREFUSED$/,
    'cannot be reached: nothing listens on this port',
    'Check host and port of DATABASE_URL, and that PostgreSQL runs and has this address in listen_addresses.',
  ],
  [
    /^(?:CONNECTION_LOST|ECONNRESET|EPIPE|08\w{3})$/,
    'closed the connection',
    'Look into its log, and into that of a pooler or proxy before it.',
  ],
  [
    /^(?:E[A-Z]+|TIMEOUT)$/,
    'cannot be reached in time',
    'Check host and port of DATABASE_URL, that PostgreSQL runs, and name servers and firewalls between.',
  ],
  [
    /^[0-9A-Z]{5}$/,
    'answered with an error',
    'Find the code in Appendix A of PostgreSQL’s documentation, and the reason in its log.',
  ],
];

/** The problem behind a code of {@link codeOfFailure}; undefined for a code that none of these give. */
export function explainPostgresCode(code: string): PostgresProblem | undefined {
  const row = PROBLEMS.find(([codes]) => codes.test(code));
  return row === undefined ? undefined : { what: row[1], hint: row[2] };
}

/**
 * The code of a failed connection or statement: SQLSTATE, a TLS or system code, or one of ours for an error
 * that the driver gives no code.
 */
export function codeOfFailure(error: unknown): string {
  if (error instanceof PostgresFailure) return error.code;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const known = typeof code === 'string' ? code : '';
  if (/^[0-9A-Z]{5}$/.test(known) && /\d/.test(known)) return known;
  const words = typeof message === 'string' ? message : '';
  if (/timeout/i.test(words)) return 'TIMEOUT';
  if (/terminated|not queryable|closed/i.test(words)) return 'CONNECTION_LOST';
  if (/does not support SSL/i.test(words)) return 'NO_TLS';
  if (/password must be a string|SASL/.test(words)) return 'NO_PASSWORD';
  if (known === '' && /\b(?:SSL|TLS|certificate)\b/i.test(words)) return 'ERR_TLS';
  return known;
}

/** What failed, in the words of an operator: shown in logs as the cause of what callers get. */
export class PostgresFailure extends Error {
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    const problem = explainPostgresCode(code);
    super(
      problem === undefined ? 'PostgreSQL failed' : `PostgreSQL ${problem.what} (${code}). ${problem.hint}`,
      {
        cause,
      },
    );
    this.name = 'PostgresFailure';
  }
}
