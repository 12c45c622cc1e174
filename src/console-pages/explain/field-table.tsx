import { useConsole } from '../shell/console-context.js';
import type { Hint } from './hint-diffs.js';

type Field = Hint['fields'][number];

/** The fields that differ as a table, and those that are equal in a fold. */
export function FieldTable({ hint }: { readonly hint: Pick<Hint, 'fields' | 'outcome'> }) {
  const { t } = useConsole();
  const different = hint.fields.filter(({ isEqual }) => !isEqual);
  const equal = hint.fields.filter(({ isEqual }) => isEqual);
  return (
    <>
      {different.length > 0 && <Table fields={different} outcome={hint.outcome} />}
      {equal.length > 0 && (
        <details>
          <summary>{t('diff.equal', { count: equal.length })}</summary>
          <Table fields={equal} outcome={hint.outcome} />
        </details>
      )}
    </>
  );
}

interface TableProps extends Pick<Hint, 'outcome'> {
  readonly fields: readonly Field[];
}

function Table({ fields, outcome }: TableProps) {
  const { t } = useConsole();
  const [said, confirmed] = [t('diff.said'), t(outcome === 'KNOWN' ? 'diff.known' : 'diff.confirmed')];
  return (
    <table className="diff-table">
      <thead>
        <tr>
          <th scope="col">{t('diff.field')}</th>
          <th scope="col">{said}</th>
          <th scope="col">{confirmed}</th>
        </tr>
      </thead>
      {groupsOf(fields).map(([leg, own], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two legs may have one name, and the groups never move
        <tbody key={index}>
          {leg !== null && (
            <tr>
              <th scope="rowgroup" colSpan={3} className="diff-leg">
                {leg}
              </th>
            </tr>
          )}
          {own.map(({ name, hint, confirmed: read, isEqual }) => (
            <tr key={name} data-different={!isEqual}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td data-label={said}>
                <Value text={hint} mark={isEqual ? null : 'del'} />
              </td>
              <td data-label={confirmed}>
                <Value text={read} mark={isEqual ? null : 'ins'} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A value; what a read replaced is struck through, so that they differ by more than colour. */
function Value({ text, mark }: { readonly text: string | null; readonly mark: 'del' | 'ins' | null }) {
  const { t } = useConsole();
  if (text === null) return <span className="soft">{t('diff.unsaid')}</span>;
  const Mark = mark ?? 'span';
  return <Mark>{text}</Mark>;
}

/** The fields of each leg together, those of the order first. */
function groupsOf(fields: readonly Field[]): (readonly [leg: string | null, fields: Field[]])[] {
  const groups: (readonly [string | null, Field[]])[] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    const isNext = last?.[0] === field.leg && !last[1].some(({ name }) => name === field.name);
    if (last !== undefined && isNext) last[1].push(field);
    else groups.push([field.leg, [field]]);
  }
  return groups;
}
