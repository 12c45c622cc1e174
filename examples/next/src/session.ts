import 'server-only';
import { cookies } from 'next/headers';

const COOKIE = 'example-session';

/**
 * The session token of the signed-in user, with which Dwar is called; null if no user is signed in. Scripts of the
 * page cannot read the cookie. In an app the token comes from your login.
 */
export async function readSession(): Promise<string | null> {
  return (await cookies()).get(COOKIE)?.value ?? null;
}

/** Signs a user in until the browser is closed. */
export async function startSession(token: string): Promise<void> {
  const secure = process.env.NODE_ENV === 'production';
  (await cookies()).set(COOKIE, token, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
}
