import { readSession, startSession } from '../../../src/session';

/** Gives the page the token for its own calls of Dwar. In an app, let it be short-lived: the page asks again. */
export async function GET(): Promise<Response> {
  const token = await readSession();
  const headers = { 'cache-control': 'no-store' };
  if (token === null) return Response.json({ error: 'not signed in' }, { status: 401, headers });
  return Response.json({ token }, { headers });
}

/** Signs the user in, as the form of `/sign-in` asks. Another site must not be able to sign its visitors in here. */
export async function POST(request: Request): Promise<Response> {
  if (request.headers.get('sec-fetch-site') !== 'same-origin') return new Response(null, { status: 403 });
  const token = (await request.formData()).get('token');
  if (typeof token !== 'string' || token === '') return new Response(null, { status: 400 });
  await startSession(token);
  return new Response(null, { status: 303, headers: { location: '/' } });
}
