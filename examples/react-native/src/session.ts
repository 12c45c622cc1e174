import { createDwarClient, type DwarClient } from '@dwar/client';
import { reactNative } from '@dwar/client/react-native';
import { QueryClient } from '@tanstack/react-query';
import { AppState } from 'react-native';
import { randomId } from './random-id';

/** What belongs to one signed-in user. */
export interface Session {
  readonly client: DwarClient;
  readonly queryClient: QueryClient;
}

/** Signs a user in. In an app the token comes from your login, and `authorization` renews it. */
export function openSession(url: string, token: string): Session {
  const client = createDwarClient({
    url,
    authorization: () => `Bearer ${token}`,
    // Events are resumed when the app comes to the foreground.
    environment: reactNative(AppState),
    randomId,
  });
  return { client, queryClient: new QueryClient() };
}

/** Ends what a session does in the background, and forgets its data. */
export function closeSession({ client, queryClient }: Session): void {
  void client.close();
  queryClient.clear();
}
