import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Bus } from '../../src/bus/bus.js';

const news = (viewerId: string, head = 1) => ({ viewerId, head, events: [`event ${head}`] });

/** What every bus does for listeners in the process that publishes: at once, with the events. */
export function busSuite(open: () => Promise<Bus<string>>): void {
  let bus: Bus<string>;
  beforeEach(async () => {
    bus = await open();
  });
  afterEach(() => bus.close());

  test('notifies each listener of a viewer, in order, and no other', () => {
    const heard: string[] = [];
    bus.subscribe('alice', ({ head }) => heard.push(`first ${head}`));
    bus.subscribe('alice', ({ head }) => heard.push(`second ${head}`));
    bus.subscribe('bob', () => heard.push('bob'));
    bus.publish(news('alice', 1));
    bus.publish(news('alice', 2));
    bus.publish(news('carol'));
    expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
  });

  test('hands the events over as they are', () => {
    const heard: unknown[] = [];
    bus.subscribe('alice', (notification) => heard.push(notification));
    const published = news('alice');
    bus.publish(published);
    expect(heard[0]).toBe(published);
  });

  test('forgets a listener that left, once and only that one', () => {
    const heard: string[] = [];
    const leave = bus.subscribe('alice', () => heard.push('left'));
    bus.subscribe('alice', () => heard.push('stays'));
    leave();
    leave();
    bus.publish(news('alice'));
    expect(heard).toEqual(['stays']);
    expect(bus.size).toBe(1);
  });

  test('leaving twice does not take away who came later', () => {
    const leave = bus.subscribe('alice', () => {});
    leave();
    bus.subscribe('alice', () => {});
    leave();
    expect([bus.size, bus.has('alice')]).toEqual([1, true]);
  });

  test('lets a listener leave, and another join, during a notification', () => {
    const heard: string[] = [];
    const leave = bus.subscribe('alice', () => {
      heard.push('first');
      leave();
    });
    bus.subscribe('alice', () => heard.push('second'));
    bus.publish(news('alice'));
    bus.publish(news('alice'));
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  test('keeps nothing of ten thousand listeners that came and left', () => {
    const leaves = Array.from({ length: 10_000 }, (_, n) => bus.subscribe(`viewer ${n % 100}`, () => {}));
    expect(bus.size).toBe(10_000);
    for (const leave of leaves) leave();
    expect(bus.size).toBe(0);
    expect(bus.has('viewer 1')).toBe(false);
  });

  test('notifies no listener once it is closed', async () => {
    const heard: string[] = [];
    bus.subscribe('alice', () => heard.push('notified'));
    await bus.close();
    bus.publish(news('alice'));
    expect([heard, bus.size]).toEqual([[], 0]);
  });
}
