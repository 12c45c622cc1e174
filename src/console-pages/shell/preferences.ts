import type { ZoneName } from '../format/formats.js';
import type { Language } from '../messages/catalogue.js';

/** How this browser shows the console. The theme is Mantine's own setting. */
export interface Preferences {
  readonly zone: ZoneName;
  readonly density: 'comfortable' | 'compact';
  readonly language: Language;
}

const KEY = 'dwar-console-preferences';
const DEFAULTS: Preferences = { zone: 'IST', density: 'comfortable', language: 'en' };

/** Reads what was stored; what is missing or unknown is the default. */
export function readPreferences(storage: Storage): Preferences {
  const stored = parseRecord(storage.getItem(KEY));
  return {
    zone: stored.zone === 'UTC' ? 'UTC' : DEFAULTS.zone,
    density: stored.density === 'compact' ? 'compact' : DEFAULTS.density,
    language: stored.language === 'hi' ? 'hi' : DEFAULTS.language,
  };
}

/** Stores the preferences for the next visit. */
export function storePreferences(storage: Storage, preferences: Preferences): void {
  storage.setItem(KEY, JSON.stringify(preferences));
}

function parseRecord(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
