import { Button } from '@mantine/core';
import { IconChevronDown, IconFilter } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { SPANS, type Span } from '../data/since.js';
import { Popover } from '../parts/popover.js';
import { useConsole } from '../shell/console-context.js';

/** The filters of a list. `onClear` is undefined if none is set. */
export function FilterBar({
  onClear,
  children,
}: {
  onClear?: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useConsole();
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  // The key that opens a filter also works while the filters are folded.
  const unfold = ({ target }: MouseEvent) => {
    if (target instanceof Node && toggle.current?.contains(target) === false) setOpen(true);
  };
  return (
    <search className="list-bar" aria-label={t('filters.label')} data-open={isOpen} onClickCapture={unfold}>
      <button
        ref={toggle}
        type="button"
        className="filter-button filters-toggle"
        data-set={onClear !== undefined}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <IconFilter size={15} aria-hidden="true" />
        <span>{t('filters.label')}</span>
      </button>
      {children}
      {onClear !== undefined && (
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </search>
  );
}

interface ManyFilterProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: readonly T[] | undefined;
  readonly wordOf: (option: T) => string;
  readonly onChange: (value: T[] | undefined) => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
  /** Whether the values are excluded. */
  readonly isNot?: boolean;
  /** Shown above the options. */
  readonly head?: ReactNode;
}

/** A filter of which several values may be chosen. */
export function ManyFilter<T extends string>(props: ManyFilterProps<T>) {
  const { label, options, value = [], wordOf, onChange, button, isNot = false, head } = props;
  const { t } = useConsole();
  const chosen = value.map(wordOf).join(', ');
  const named = isNot ? t('filters.not', { words: chosen }) : chosen;
  const words = value.length === 0 ? t('filters.any') : named;
  return (
    <Popover
      label={label}
      button={button}
      renderButton={(props) => (
        <button {...props} type="button" className="filter-button" data-set={value.length > 0}>
          <span>
            {label}: {words}
          </span>
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      )}
    >
      <fieldset className="filter-options">
        <legend className="hidden-text">{label}</legend>
        {head}
        {options.map((option) => (
          <label key={option} className="check">
            <input
              type="checkbox"
              checked={value.includes(option)}
              onChange={({ currentTarget: { checked } }) => {
                const next = checked ? [...value, option] : value.filter((one) => one !== option);
                onChange(next.length === 0 ? undefined : next);
              }}
            />
            {wordOf(option)}
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string | undefined;
  readonly isWide?: boolean;
  readonly onChange: (value: string | undefined) => void;
  readonly input?: RefObject<HTMLInputElement | null>;
}

/** A filter that is typed; it is used when Enter is pressed or the field is left. */
export function TextFilter(props: TextFilterProps) {
  const { label, hint, value = '', isWide = false, onChange, input } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const use = () => {
    const next = text.trim();
    if (next !== value) onChange(next === '' ? undefined : next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') use();
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <input
      ref={input}
      type="search"
      className="filter-field"
      data-wide={isWide}
      data-set={value !== ''}
      aria-label={label}
      placeholder={hint ?? label}
      title={hint ?? label}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={use}
      onKeyDown={onKeyDown}
    />
  );
}

interface OneFilterProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

/** A filter of which one value may be chosen. */
export function OneFilter<T extends string>({ label, options, value, onChange }: OneFilterProps<T>) {
  const { t } = useConsole();
  return (
    <select
      className="filter-field"
      aria-label={label}
      data-set={value !== undefined}
      value={value ?? ''}
      onChange={(event) => onChange(options.find((one) => one.value === event.currentTarget.value)?.value)}
    >
      <option value="">{`${label}: ${t('filters.any')}`}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>{`${label}: ${option.label}`}</option>
      ))}
    </select>
  );
}

/** The filter of how far back a list reaches; it stays relative. */
export function SinceFilter(props: Pick<OneFilterProps<Span>, 'value' | 'onChange'>) {
  const { t } = useConsole();
  const options = SPANS.map((span) => ({ value: span, label: t('filters.last', { span }) }));
  return <OneFilter label={t('filters.since')} options={options} {...props} />;
}

interface FlagFilterProps {
  readonly label: string;
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean | undefined) => void;
}

/** A filter of yes or no. */
export function FlagFilter({ label, value, onChange }: FlagFilterProps) {
  const { t } = useConsole();
  const options = [
    { value: 'yes', label: t('filters.yes') },
    { value: 'no', label: t('filters.no') },
  ] as const;
  const chosen = value === undefined ? undefined : value ? 'yes' : 'no';
  return (
    <OneFilter
      label={label}
      options={options}
      value={chosen}
      onChange={(next) => onChange(next === undefined ? undefined : next === 'yes')}
    />
  );
}
