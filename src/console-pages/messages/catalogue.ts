import { type Catalogue, english } from './english.js';

/** The languages of the console, with the tag that `Intl` gets. */
export const LOCALES = { en: 'en-IN', hi: 'hi-IN' } as const;
export type Language = keyof typeof LOCALES;

/** Loads the texts of a language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'en') return english;
  return (await import('./hindi/hindi.js')).hi;
}
