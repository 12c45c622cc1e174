import 'server-only';
import { createDwarClient, type DwarClient } from '@dwar/client';

/** What the page in the browser must know. It is read when the server runs, so one build serves each environment. */
export function settings() {
  const { DWAR_URL: dwarUrl, SCDK_URL: scdkUrl } = process.env;
  if (dwarUrl === undefined) throw new Error('set DWAR_URL to the /graphql of Dwar');
  return { dwarUrl, scdkUrl };
}

/** A client for one request of one user. */
export function clientOf(token: string): DwarClient {
  return createDwarClient({ url: settings().dwarUrl, authorization: () => `Bearer ${token}` });
}
