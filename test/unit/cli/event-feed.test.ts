import { describe, expect, test } from '@jest/globals';
import { CliError } from '../../../src/cli/context.js';
import { EventFeed } from '../../../src/cli/trigger/event-feed.js';

describe('the event feed', () => {
  test('returns an event that arrived before the wait began', async () => {
    const feed = new EventFeed<number>();
    feed.push(1);
    feed.push(2);
    expect(await feed.first((one) => one === 1, 10, 'one')).toBe(1);
  });

  test('gives one event to every waiter that it matches', async () => {
    const feed = new EventFeed<number>();
    const waiting = [feed.first((one) => one > 1, 1000, 'it'), feed.first((one) => one === 2, 1000, 'it')];
    feed.push(1);
    feed.push(2);
    expect(await Promise.all(waiting)).toEqual([2, 2]);
  });

  test('names the event that did not arrive in time', async () => {
    const feed = new EventFeed<number>();
    await expect(feed.first(() => true, 20, 'the order')).rejects.toThrow(
      'the order did not arrive within 0.02 s',
    );
  });

  test('fails current and later waits when the subscription ends', async () => {
    const feed = new EventFeed<number>();
    const waiting = feed.first(() => true, 1000, 'it');
    feed.fail(new CliError('ended'));
    await expect(waiting).rejects.toThrow('ended');
    await expect(feed.first(() => true, 1000, 'it')).rejects.toThrow('ended');
  });

  test('still returns the events it holds after the subscription has ended', async () => {
    const feed = new EventFeed<number>();
    feed.push(7);
    feed.fail(new CliError('ended'));
    expect(await feed.first(() => true, 10, 'it')).toBe(7);
  });
});
