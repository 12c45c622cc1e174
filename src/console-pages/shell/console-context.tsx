import { useSuspenseQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { SessionQuery } from '../data/generated/graphql.js';
import { sessionQuery } from '../data/queries.js';
import { createFormats, type Formats } from '../format/formats.js';
import { LOCALES, loadCatalogue } from '../messages/catalogue.js';
import { type Catalogue, english, type MessageKey } from '../messages/english.js';
import { fillMessage, type Values } from '../messages/message.js';
import { type Preferences, readPreferences, storePreferences } from './preferences.js';

/** What every part of the console needs to show itself. */
export interface Console {
  /** Returns a text in the chosen language. */
  t(key: MessageKey, values?: Values): string;
  readonly formats: Formats;
  readonly preferences: Preferences;
  change(part: Partial<Preferences>): void;
}

const ConsoleContext = createContext<Console | null>(null);

/** Keeps the preferences of this browser and gives texts and formats to the parts below. */
export function ConsoleProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => readPreferences(localStorage));
  const [catalogue, setCatalogue] = useState<Catalogue>(english);
  const { language, zone } = preferences;
  useEffect(() => {
    let isCurrent = true;
    void loadCatalogue(language).then((loaded) => {
      if (!isCurrent) return;
      setCatalogue(loaded);
      document.documentElement.lang = language;
    });
    return () => {
      isCurrent = false;
    };
  }, [language]);
  const value = useMemo<Console>(() => {
    const locale = LOCALES[language];
    return {
      t: (key, values = {}) => fillMessage(catalogue[key], values, locale),
      formats: createFormats(locale, zone),
      preferences,
      change(part) {
        const next = { ...preferences, ...part };
        storePreferences(localStorage, next);
        setPreferences(next);
      },
    };
  }, [catalogue, language, zone, preferences]);
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

/** Returns the texts, formats and preferences. Throws outside a ConsoleProvider. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (value === null) throw new Error('no ConsoleProvider above');
  return value;
}

export type Session = SessionQuery['session'];

/** Returns the operator's session. Suspends until the server has said who is signed in. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery()).data;
}
