/** A ledger without its secrets, for people: the path of a file, or server and name of a database. */
export function describeLedger(databaseUrl: string): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl.replace(/^sqlite:/, '');
  if (!URL.canParse(databaseUrl)) return 'PostgreSQL';
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}
