import { SegmentedControl } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useConsole } from '../shell/console-context.js';
import { ManyFilter } from './filter-bar.js';

/** Values that a row must have, or values that it must not have. */
export interface Choice<T extends string> {
  readonly is?: T[] | undefined;
  readonly not?: T[] | undefined;
}

interface ManyOrNotFilterProps<T extends string> extends Choice<T> {
  readonly label: string;
  readonly options: readonly T[];
  readonly wordOf: (option: T) => string;
  readonly onChange: (choice: Required<Choice<T>>) => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
}

/** A filter of which several values may be chosen, or excluded: never both at once. */
export function ManyOrNotFilter<T extends string>({ is, not, onChange, ...props }: ManyOrNotFilterProps<T>) {
  const { t } = useConsole();
  const [isNot, setNot] = useState(not !== undefined);
  // The address may have changed by other means.
  useEffect(() => {
    if (not !== undefined || is !== undefined) setNot(not !== undefined);
  }, [is, not]);
  const choose = (values: T[] | undefined, isExcluded: boolean) =>
    onChange(isExcluded ? { is: undefined, not: values } : { is: values, not: undefined });
  return (
    <ManyFilter
      {...props}
      value={isNot ? not : is}
      onChange={(values) => choose(values, isNot)}
      isNot={isNot}
      head={
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('filters.mode')}
          value={isNot ? 'not' : 'is'}
          onChange={(next) => {
            setNot(next === 'not');
            choose(isNot ? not : is, next === 'not');
          }}
          data={[
            { value: 'is', label: t('filters.is') },
            { value: 'not', label: t('filters.isNot') },
          ]}
        />
      }
    />
  );
}
