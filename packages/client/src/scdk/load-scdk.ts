import type { ScDKConstructor } from './scdk.js';

/** Settings of {@link loadScDK}. */
export interface LoadScDKOptions {
  /** Address of the script. Default: Gateway's own. */
  readonly url?: string;
  /** Longest wait for the script. Default 15,000 ms. */
  readonly timeoutMs?: number;
  /** `nonce` of the script's tag, for a Content-Security-Policy. */
  readonly nonce?: string;
}

/** Address of Gateway's SDK for browsers. */
export const SCDK_URL = 'https://gateway.smallcase.com/scdk/2.0.0/scdk.js';
const TIMEOUT_MS = 15_000;
/** How often a tag of the page itself is checked, whose events may be over. */
const LOOK_EVERY_MS = 50;
/** Holds the promises of a page. On `window`, so that two copies of this module load one script. */
const LOADING = Symbol.for('@dwar/client/scdk');

/** The part of a browser's tag that is used. */
interface ScriptTag extends EventTarget {
  src: string;
  async: boolean;
  nonce: string;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
}

interface PageDocument {
  readonly baseURI: string;
  readonly head: { append(tag: ScriptTag): void };
  createElement(name: 'script'): ScriptTag;
  getElementsByTagName(name: 'script'): Iterable<ScriptTag>;
}

/** `window`. */
interface Page {
  readonly document: PageDocument;
  readonly scDK?: unknown;
  [LOADING]?: Map<string, Promise<ScDKConstructor>>;
}

/**
 * Loads Gateway's SDK, once for each URL, and resolves with its class when that is there.
 *
 * A tag of the page itself is used if it has the same address. The tag is never removed: the file must not
 * run twice. Rejects with an Error that says what to do if the script is blocked or late, or on a server,
 * where there is no window; a later call then tries again. Safe to call in each render of an effect.
 */
export function loadScDK(options: LoadScDKOptions = {}): Promise<ScDKConstructor> {
  const page = globalThis as unknown as Page;
  if (typeof page.document !== 'object')
    return Promise.reject(
      new Error('loadScDK needs a browser: call it in an effect or on a click, not on the server'),
    );
  page[LOADING] ??= new Map();
  const loading = page[LOADING];
  const url = new URL(options.url ?? SCDK_URL, page.document.baseURI).href;
  const known = loading.get(url);
  if (known !== undefined) return known;
  const started = load(page, url, options);
  loading.set(url, started);
  // A failure is not kept.
  started.catch(() => loading.delete(url));
  return started;
}

function load(
  page: Page,
  url: string,
  { timeoutMs = TIMEOUT_MS, nonce }: LoadScDKOptions,
): Promise<ScDKConstructor> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (typeof page.scDK !== 'function') return false;
      end();
      resolve(page.scDK as ScDKConstructor);
      return true;
    };
    const fail = (what: string) => {
      end();
      reject(new Error(`the Gateway SDK ${what}. ${HINT}: ${url}`));
    };
    const onError = () => {
      tag?.setAttribute(FAILED, '');
      fail('was not loaded');
    };
    const end = () => {
      clearInterval(looking);
      clearTimeout(deadline);
      tag?.removeEventListener('load', look);
      tag?.removeEventListener('error', onError);
    };
    const looking = setInterval(look, LOOK_EVERY_MS);
    const deadline = setTimeout(() => fail(`did not define window.scDK within ${timeoutMs} ms`), timeoutMs);
    let tag: ScriptTag | undefined;
    if (look()) return;
    tag = findTag(page.document, url) ?? addTag(page.document, url, nonce);
    tag.addEventListener('load', look);
    tag.addEventListener('error', onError);
  });
}

/** Marks a tag whose script was not loaded: it will send no event again, so the next call adds another. */
const FAILED = 'data-dwar-failed';

const HINT =
  'Allow its host in script-src of the Content-Security-Policy (or pass `nonce`), and check ad blockers, ' +
  'the network, and that the address is that of the SDK';

function findTag(document: PageDocument, url: string): ScriptTag | undefined {
  return [...document.getElementsByTagName('script')].find(
    (script) => script.src === url && !script.hasAttribute(FAILED),
  );
}

function addTag(document: PageDocument, url: string, nonce: string | undefined): ScriptTag {
  const script = document.createElement('script');
  script.src = url;
  script.async = true;
  if (nonce !== undefined) script.nonce = nonce;
  document.head.append(script);
  return script;
}
