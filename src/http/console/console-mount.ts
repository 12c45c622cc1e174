import type { FastifyInstance } from 'fastify';
import type { Overload } from '../../core/overload.js';

/** A console that is served. */
export interface MountedConsole {
  /** Closes its WebSockets gradually and accepts no new one. */
  drain(): Promise<void>;
  /** Closes the remaining WebSockets at once, and stops what serves requests. */
  stop(): Promise<void>;
}

/** Serves the console on a server; its code is loaded only where it is on. */
export interface ConsoleMount {
  /** `isElsewhere` says which paths of WebSockets others serve on that server. */
  mount(
    app: FastifyInstance,
    server: { readonly overload: Overload; readonly isElsewhere: (path: string) => boolean },
  ): Promise<MountedConsole>;
}
