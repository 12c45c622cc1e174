import { connect } from 'node:net';

/** An answer as far as these tests judge it. */
export interface HostileAnswer {
  readonly status: number;
  readonly text: string;
}

/** Posts bytes as they are. */
export async function postBytes(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HostileAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(Buffer.from(body as string)),
  });
  return { status: response.status, text: await response.text() };
}

/** Posts with headers that no client would let pass, by a connection of its own. */
export async function postRawHeaders(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<HostileAnswer> {
  const { hostname, port, pathname } = new URL(url);
  const all = {
    host: 'localhost',
    'content-type': 'application/json',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await exchange(
    Number(port),
    hostname,
    `POST ${pathname} HTTP/1.1\r\n${head.join('')}\r\n${body}`,
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? Number.NaN), text: answer };
}

/** Everything that comes back until the connection is closed, cleanly or not. */
function exchange(port: number, host: string, request: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, host, () => socket.write(request));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** What no answer holds: a defect that was masked, a stack, a path of the machine, or words of a library. */
const BREACH =
  /INTERNAL_SERVER_ERROR|\n\s+at |\\n\s+at |node_modules|file:\/\/\/|node:internal|\.[cm]?[jt]s:\d+|\/dist\/|SQLITE_|ECONN/;

/** What no answer may contain, to any request; null if the answer is fine. */
export function incivility({ status, text }: HostileAnswer): string | null {
  if (!(status >= 200 && status < 500)) return `status ${status}: ${text.slice(0, 200)}`;
  const breach = BREACH.exec(text);
  return breach === null ? null : `it shows ${breach[0]}: ${text.slice(0, 200)}`;
}
