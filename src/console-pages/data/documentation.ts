import { queryOptions } from '@tanstack/react-query';

/** A page of the documentation, or a heading in it. Written by the build. */
export interface DocumentationEntry {
  /** The name of its page. */
  readonly page: string;
  readonly title: string;
  /** The heading's text and anchor; without them it is the page itself. */
  readonly text?: string;
  readonly anchor?: string;
}

const FOLDER = '/console/docs/';

/** Titles and headings of the documentation that this version came with. */
export const documentationQuery = queryOptions({
  queryKey: ['documentation'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }) => {
    const answer = await fetch(`${FOLDER}entries.json`, { signal });
    if (!answer.ok) throw new Error(`The documentation answered ${answer.status}.`);
    return (await answer.json()) as readonly DocumentationEntry[];
  },
});

/** Where an entry is read. */
export function documentationUrl({ page, anchor }: DocumentationEntry): string {
  return `${FOLDER}${page}.html${anchor === undefined ? '' : `#${anchor}`}`;
}
