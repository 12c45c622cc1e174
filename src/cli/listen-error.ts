import { CliError } from './context.js';

/** A port a command listens on, and the option or variable that changes it. */
interface Listener {
  readonly port: number;
  readonly setting: string;
}

/** Says which port could not be had and what changes it; other errors stay as they are. */
export function explainListenError(error: unknown, listeners: readonly Listener[]): unknown {
  const { code, port, address } = (error ?? {}) as { code?: unknown; port?: unknown; address?: unknown };
  const listener = listeners.find((candidate) => candidate.port === port) ?? listeners[0];
  if (listener === undefined) return error;
  if (code === 'EADDRINUSE') {
    return new CliError(`port ${listener.port} is in use`, {
      hint: `Stop what listens there, or choose another port with ${listener.setting}.`,
    });
  }
  if (code === 'EACCES') {
    return new CliError(`port ${listener.port} may not be used by this user`, {
      hint: `Choose a port above 1023 with ${listener.setting}.`,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CliError(
      `cannot listen on ${String(address ?? 'this host')}: it is no address of this machine`,
      {
        hint: 'Set HOST (OPS_HOST for metrics) to 127.0.0.1, or to 0.0.0.0 for every address.',
      },
    );
  }
  return error;
}
