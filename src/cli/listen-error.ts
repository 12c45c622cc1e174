import { CliError } from './context.js';

/** A port that a command listens on, and the option or variable that sets it. */
interface Listener {
  readonly port: number;
  readonly setting: string;
}

/**
 * Turns a failed listen into a `CliError` that names the port and its setting; returns other errors
 * unchanged.
 */
export function explainListenError(error: unknown, listeners: readonly Listener[]): unknown {
  const { code, port, address } = (error ?? {}) as { code?: unknown; port?: unknown; address?: unknown };
  const listener = listeners.find((candidate) => candidate.port === port) ?? listeners[0];
  if (listener === undefined) return error;
  if (code === 'EADDRINUSE') {
    return new CliError(`port ${listener.port} is in use`, {
      hint: `Stop the process that uses it, or choose another port with ${listener.setting}.`,
    });
  }
  if (code === 'EACCES') {
    return new CliError(`this user may not listen on port ${listener.port}`, {
      hint: `Choose a port above 1023 with ${listener.setting}.`,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CliError(
      `cannot listen on ${String(address ?? 'this host')}: this machine has no such address`,
      {
        hint: 'Set HOST (OPS_HOST for metrics) to 127.0.0.1, or to 0.0.0.0 for all addresses.',
      },
    );
  }
  return error;
}
