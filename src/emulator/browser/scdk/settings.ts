/** What the script tag says: where the emulator is, and how the stand-in behaves. */
export interface Settings {
  /** Origin of the emulator: of its calls and of the broker page. */
  readonly emulator: string;
  /** From `data-auto`: the token of the account with which each flow is completed, without the overlay. */
  readonly autoToken: string | null;
  /** From `?strict`: results have the documented fields only. */
  readonly isStrict: boolean;
  /** From `?explain`: each call is logged. */
  readonly explains: boolean;
  /** Loaded from the path of version 1, whose interface is another. */
  readonly isVersion1: boolean;
}

/** The URL under which the emulator serves this file: it replaces the text. */
const SERVED_FROM = '%EMULATOR_URL%';

/** Tests may answer for the real host with this file; nothing is ever sent there. */
const REAL_HOST = /(?:^|\.)smallcase\.com$/;

/** Reads the tag that this file is loaded by, else the newest one that names a path of the SDK. */
export function readSettings(page: Document): Settings {
  const tags = page.querySelectorAll<HTMLScriptElement>('script[src*="/scdk/"]');
  const current = page.currentScript;
  const tag = current instanceof HTMLScriptElement ? current : tags[tags.length - 1];
  const source = new URL(tag?.src || SERVED_FROM, page.baseURI);
  return {
    emulator: REAL_HOST.test(source.hostname) ? SERVED_FROM : source.origin,
    autoToken: tag?.dataset.auto || null,
    isStrict: source.searchParams.has('strict'),
    explains: source.searchParams.has('explain'),
    isVersion1: source.pathname.includes('/scdk/latest/'),
  };
}
