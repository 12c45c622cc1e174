import { createRequire } from 'node:module';

/** What tests use of an element. */
export interface PageElement {
  readonly textContent: string;
  innerHTML: string;
  click(): void;
  append(child: PageElement): void;
  querySelector(selector: string): PageElement | null;
}

interface PageDocument {
  readonly body: PageElement;
  createElement(name: string): PageElement;
}

interface PageWindow {
  readonly document: PageDocument;
  readonly navigator: unknown;
  close(): void;
}

const require = createRequire(import.meta.url);
const { JSDOM } = require('jsdom') as {
  readonly JSDOM: new (html: string, options: object) => { readonly window: PageWindow };
};

/** A page of a browser, which libraries find in the globals until it is closed. */
export interface Page {
  /** A new element of the page. */
  container(html?: string): PageElement;
  close(): void;
}

/** Opens an empty page. */
export function openPage(): Page {
  const { window } = new JSDOM('<!doctype html>', { url: 'https://shop.test/', pretendToBeVisual: true });
  const { document, navigator } = window;
  const globals = { window, document, navigator };
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return {
    container(html = '') {
      const element = document.createElement('main');
      element.innerHTML = html;
      document.body.append(element);
      return element;
    },
    close() {
      for (const [name, property] of before) {
        Reflect.deleteProperty(globalThis, name);
        if (property !== undefined) Object.defineProperty(globalThis, name, property);
      }
      window.close();
    },
  };
}
