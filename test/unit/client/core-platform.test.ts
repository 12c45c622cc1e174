import { describe, expect, test } from '@jest/globals';
import { asyncStore, memoryStore, webSessionStore } from '../../../packages/client/src/core/cursor-store.js';
import { browser } from '../../../packages/client/src/core/environment.js';

/** The globals of a page, as far as they are used. */
function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const navigator = { onLine: true };
  return Object.assign(new EventTarget(), { document, navigator });
}

describe('the environment of a browser', () => {
  test.each(['pageshow', 'online'])('resumes on %s', (name) => {
    const globals = page();
    const changes: string[] = [];
    const stop = browser(globals).listen((change) => changes.push(change));
    globals.dispatchEvent(new Event(name));
    stop();
    globals.dispatchEvent(new Event(name));
    expect(changes).toEqual(['resume']);
  });

  test('resumes when the page is shown, and not when it is hidden', () => {
    const globals = page();
    const changes: string[] = [];
    browser(globals).listen((change) => changes.push(change));
    for (const state of ['hidden', 'visible']) {
      globals.document.visibilityState = state;
      globals.document.dispatchEvent(new Event('visibilitychange'));
    }
    expect(changes).toEqual(['resume']);
  });

  test('reports a lost network', () => {
    const globals = page();
    const changes: string[] = [];
    const environment = browser(globals);
    environment.listen((change) => changes.push(change));
    expect(environment.isOnline()).toBe(true);
    globals.navigator.onLine = false;
    globals.dispatchEvent(new Event('offline'));
    expect([environment.isOnline(), changes]).toEqual([false, ['offline']]);
  });

  test('is online and silent where there is no page, as in Node', () => {
    const environment = browser({});
    expect(environment.isOnline()).toBe(true);
    expect(environment.listen(() => {})).not.toThrow();
  });
});

describe('a cursor store', () => {
  /** A storage of the web's interface. */
  const storage = (values = new Map<string, string>()) => ({
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  });

  test('in memory keeps the last cursor', async () => {
    const store = memoryStore();
    expect(await store.load()).toBeNull();
    await store.save('a');
    await store.save('b');
    expect(await store.load()).toBe('b');
  });

  test('in the session storage outlives the page, by key', async () => {
    (globalThis as { sessionStorage?: unknown }).sessionStorage = storage();
    await webSessionStore().save('a');
    expect(await webSessionStore().load()).toBe('a');
    expect(await webSessionStore('another user').load()).toBeNull();
  });

  test.each([
    ['missing', undefined],
    [
      'forbidden',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('SecurityError');
          },
        },
      ),
    ],
  ])('in a session storage that is %s keeps nothing and does not throw', async (_name, given) => {
    (globalThis as { sessionStorage?: unknown }).sessionStorage = given;
    await webSessionStore().save('a');
    expect(await webSessionStore().load()).toBeNull();
  });

  test('in an asynchronous storage keeps the last cursor, by key', async () => {
    const { getItem, setItem } = storage();
    const device = {
      getItem: async (key: string) => getItem(key),
      setItem: async (k: string, v: string) => setItem(k, v),
    };
    await asyncStore(device, 'k').save('a');
    expect(await asyncStore(device, 'k').load()).toBe('a');
    expect(await asyncStore(device).load()).toBeNull();
  });
});
