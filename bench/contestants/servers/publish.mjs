import { viewerOfAccount, viewOf } from '../../dataset/orders.mjs';

let cursors = 0;

/** The viewer whose account a webhook is about, and the event that it is to them. */
export function eventOf(webhook) {
  cursors += 1;
  const order = viewOf(webhook, 'WEBHOOK');
  return {
    viewer: viewerOfAccount(webhook.smallcaseAuthId),
    event: { __typename: 'OrderEvent', cursor: String(cursors), order },
  };
}

export const topicOf = (viewer) => `events of ${viewer}`;
