import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientAddress } from './client-address.js';

/** Most idle connections of one address, and of all addresses together. */
export interface IdleLimits {
  readonly perAddress: number;
  readonly total: number;
}

/** Room for the pool of a load balancer at one address, and for many addresses. */
const ADDRESS_MAX = 1_000;
const TOTAL_MAX = 10_000;

/** The connections of a server that wait for a request. */
export interface WaitingConnections {
  /**
   * Closes those after a request, and those that have sent nothing yet: browsers open some before they need
   * them, which Node does not regard as idle.
   */
  close(): void;
}

/**
 * Bounds the connections that wait for their next request (guarantee G11): beyond the limits the one that has
 * been idle longest is closed. Counts by the address of the connection itself, which is that of the load
 * balancer where there is one.
 */
export function limitIdleConnections(
  server: Server,
  limits: IdleLimits = { perAddress: ADDRESS_MAX, total: TOTAL_MAX },
): WaitingConnections {
  const idle = new IdleConnections(limits);
  /** Requests that a connection has sent and that are not answered; more than one if it sends ahead. */
  const unanswered = new WeakMap<Socket, number>();
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      idle.remove(socket);
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => idle.remove(socket));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    idle.remove(socket);
    unanswered.set(socket, (unanswered.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (unanswered.get(socket) ?? 1) - 1;
      unanswered.set(socket, left);
      if (left === 0 && !socket.destroyed) idle.add(socket, clientAddress(request, 0));
    });
  });
  return {
    close() {
      server.closeIdleConnections();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}

/** Idle connections, the one that has been idle longest first. */
class IdleConnections {
  readonly #addresses = new Map<Socket, string>();
  readonly #byAddress = new Map<string, Set<Socket>>();

  constructor(private readonly limits: IdleLimits) {}

  add(socket: Socket, address: string): void {
    const own = this.#byAddress.get(address) ?? new Set<Socket>();
    this.#byAddress.set(address, own.add(socket));
    this.#addresses.set(socket, address);
    if (own.size > this.limits.perAddress) this.#closeFirst(own);
    else if (this.#addresses.size > this.limits.total) this.#closeFirst(this.#addresses.keys());
  }

  remove(socket: Socket): void {
    const address = this.#addresses.get(socket);
    if (address === undefined) return;
    this.#addresses.delete(socket);
    const own = this.#byAddress.get(address);
    own?.delete(socket);
    if (own?.size === 0) this.#byAddress.delete(address);
  }

  #closeFirst(sockets: Iterable<Socket>): void {
    for (const socket of sockets) {
      this.remove(socket);
      socket.destroy();
      return;
    }
  }
}
