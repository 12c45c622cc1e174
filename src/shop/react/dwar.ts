import { createDwarClient, type DwarClient, type GatewaySdk } from '@dwar/client';
import { loadScDK, scdkSdk } from '@dwar/client/scdk';

/** The client of one signed-in user. */
export function createClient(token: string): DwarClient {
  return createDwarClient({
    url: `${location.origin}/graphql`,
    authorization: () => `Bearer ${token}`,
    transport: 'sse',
  });
}

/** Loads the SDK when the user trades for the first time. */
export const sdk: GatewaySdk = scdkSdk({ load: () => loadScDK({ url: scdkUrl() }) });

function scdkUrl(): string {
  const url = document.querySelector<HTMLMetaElement>('meta[name="scdk-url"]')?.content;
  if (url === undefined) throw new Error('index.html names no address of the SDK');
  return url;
}
