import { describe, expect, test } from '@jest/globals';
import { CliError } from '../../../src/cli/context.js';
import { EventFeed } from '../../../src/cli/trigger/event-feed.js';

describe('the feed of events', () => {
  test('gives an event that came before anybody asked', async () => {
    const feed = new EventFeed<number>();
    feed.push(1);
    feed.push(2);
    expect((await feed.first((one) => one === 1, 10, 'one')).payload).toBe(1);
  });

  test('gives one event to everybody who waits for it', async () => {
    const feed = new EventFeed<number>();
    const waiting = [feed.first((one) => one > 1, 1000, 'it'), feed.first((one) => one === 2, 1000, 'it')];
    feed.push(1);
    feed.push(2);
    expect((await Promise.all(waiting)).map((event) => event.payload)).toEqual([2, 2]);
  });

  test('says what did not come', async () => {
    const feed = new EventFeed<number>();
    await expect(feed.first(() => true, 20, 'the order')).rejects.toThrow(
      'the order did not come within 0.02 s',
    );
  });

  test('fails whoever waits, and whoever asks later, when the subscription ends', async () => {
    const feed = new EventFeed<number>();
    const waiting = feed.first(() => true, 1000, 'it');
    feed.fail(new CliError('ended'));
    await expect(waiting).rejects.toThrow('ended');
    await expect(feed.first(() => true, 1000, 'it')).rejects.toThrow('ended');
  });

  test('still gives what it holds after the subscription ended', async () => {
    const feed = new EventFeed<number>();
    feed.push(7);
    feed.fail(new CliError('ended'));
    expect((await feed.first(() => true, 10, 'it')).payload).toBe(7);
  });
});
