import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a listening server is reached from this machine. */
export function serverUrl(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  const isEverywhere = address === '0.0.0.0' || address === '::';
  const host = isEverywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
