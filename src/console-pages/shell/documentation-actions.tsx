import type { SpotlightActionData } from '@mantine/spotlight';
import { IconBook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DocumentationEntry, documentationQuery, documentationUrl } from '../data/documentation.js';

/** Headings are shown from so many letters on: with fewer, all of them would fit. */
const LEAST_LETTERS = 2;
/** How many of them the palette shows. */
const MOST = 8;

/**
 * Pages of the documentation, and the headings in which a text occurs. Each opens in a tab of its own. They
 * are in English.
 */
export function useDocumentationActions(text: string): SpotlightActionData[] {
  const { data = [] } = useQuery(documentationQuery);
  const wanted = text.toLowerCase();
  const isShown = ({ title, text: heading }: DocumentationEntry) =>
    heading === undefined
      ? title.toLowerCase().includes(wanted)
      : wanted.length >= LEAST_LETTERS && heading.toLowerCase().includes(wanted);
  return data
    .filter(isShown)
    .slice(0, wanted === '' ? data.length : MOST)
    .map((entry) => {
      const url = documentationUrl(entry);
      return {
        id: url,
        lang: 'en',
        label: entry.text ?? entry.title,
        ...(entry.text === undefined ? {} : { description: entry.title }),
        leftSection: <IconBook size={18} />,
        onClick: () => void window.open(url, '_blank', 'noopener'),
      };
    });
}
