import { createDwarClient } from '@dwar/client';

/** URL of Dwar's `/graphql`. */
export const url: string = import.meta.env.VITE_DWAR_URL;

export const client = createDwarClient({ url, authorization });

/**
 * The `Authorization` header: the session token of the signed-in user. In an app it comes from your login.
 * Here it is in the address behind `#token=`, and then in this tab.
 */
export function authorization(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return `Bearer ${sessionStorage.getItem('token') ?? ''}`;
}
