import { connect } from 'node:net';

/** The parts of an answer that these tests check. */
export interface HostileAnswer {
  readonly status: number;
  readonly text: string;
}

/** Posts bytes unchanged. */
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

/** Posts on a raw connection, with headers that no HTTP client would send. */
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

/** Everything received until the connection is closed, cleanly or not. */
function exchange(port: number, host: string, request: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, host, () => socket.write(request));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Must not occur in an answer: a masked error, a stack, a path of the machine, or a message of a library. */
const BREACH =
  /INTERNAL_SERVER_ERROR|\n\s+at |\\n\s+at |node_modules|file:\/\/\/|node:internal|\.[cm]?[jt]s:\d+|\/dist\/|SQLITE_|ECONN/;

/** Describes what is wrong with an answer to any request; null if nothing is. */
export function incivility({ status, text }: HostileAnswer): string | null {
  if (!(status >= 200 && status < 500)) return `status ${status}: ${text.slice(0, 200)}`;
  const breach = BREACH.exec(text);
  return breach === null ? null : `it shows ${breach[0]}: ${text.slice(0, 200)}`;
}
