import type { Service } from '../viewer/service-token.js';
import { unauthenticated, type Viewer } from '../viewer/viewer.js';

/**
 * Who calls the schema of backends. The engine and its limits know callers as viewers: each proven service
 * stands as one, whose id no viewer's `sub` is counted under.
 */
export class ServiceAccess {
  readonly #services = new WeakMap<Viewer, Service>();

  constructor(private readonly verify: (authorization: string | undefined) => Promise<Service>) {}

  /** What stands for the backend of an `Authorization` value. Throws UNAUTHENTICATED, also without one. */
  readonly authenticate = async (authorization: string | undefined): Promise<Viewer> => {
    const service = await this.verify(authorization);
    const { name, expiresAt, acceptedUntil } = service;
    const viewer: Viewer = { id: `service ${name}`, expiresAt, acceptedUntil };
    this.#services.set(viewer, service);
    return viewer;
  };

  /** The backend behind what {@link authenticate} made. Throws UNAUTHENTICATED for anything else. */
  serviceOf(viewer: Viewer | null): Service {
    const service = viewer === null ? undefined : this.#services.get(viewer);
    if (service === undefined) throw unauthenticated(undefined, 'service token');
    return service;
  }
}
