import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { SettingsQuery } from '../data/generated/graphql.js';
import { TextFilter } from '../grid/filter-bar.js';
import { Mark } from '../parts/chip.js';
import { Empty } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';

const route = getRouteApi('/doctor');

type Setting = NonNullable<SettingsQuery['settings']>[number];

/** Every variable of the configuration with its value and what it means. */
export function Settings({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useConsole();
  const { setting: text, set: isSetOnly } = route.useSearch();
  const navigate = route.useNavigate();
  const wanted = text?.toLowerCase() ?? '';
  const shown = settings.filter(
    ({ name, about, source }) =>
      (isSetOnly !== true || source === 'SET') && `${name} ${about}`.toLowerCase().includes(wanted),
  );
  return (
    <section className="card" aria-labelledby="doctor-settings">
      <div className="doctor-head">
        <h2 id="doctor-settings">{t('doctor.settings')}</h2>
        <span className="soft">{t('doctor.settingsHint')}</span>
        <span className="spread" />
        <TextFilter
          label={t('doctor.find')}
          isWide
          value={text}
          onChange={(setting) => void navigate({ search: (before) => ({ ...before, setting }) })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('doctor.which')}
          value={isSetOnly === true ? 'set' : 'all'}
          onChange={(next) =>
            void navigate({ search: (before) => ({ ...before, set: next === 'set' ? true : undefined }) })
          }
          data={[
            { value: 'all', label: t('doctor.all') },
            { value: 'set', label: t('doctor.onlySet') },
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={t('doctor.noSetting')}>
          <Button variant="default" onClick={() => void navigate({ search: {} })}>
            {t('filters.clear')}
          </Button>
        </Empty>
      ) : (
        <SettingsTable settings={shown} />
      )}
    </section>
  );
}

function SettingsTable({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useConsole();
  return (
    <table className="settings">
      <thead>
        <tr>
          <th scope="col">{t('doctor.variable')}</th>
          <th scope="col">{t('doctor.value')}</th>
          <th scope="col">{t('doctor.source')}</th>
        </tr>
      </thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.name}>
            <th scope="row">
              <code>{setting.name}</code>
              <About text={setting.about} />
            </th>
            <td>
              <Value setting={setting} />
            </td>
            <td data-source={setting.source}>{t(`doctor.source.${setting.source}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ setting: { value, source, isSecret } }: { readonly setting: Setting }) {
  const { t } = useConsole();
  if (isSecret && source === 'SET') return <Mark kind="lock">{t('doctor.secret')}</Mark>;
  return value === null || value === '' ? <span className="soft">{t('none')}</span> : <code>{value}</code>;
}

/** What a variable means: Markdown with code and links, of which the text is shown. */
function About({ text }: { readonly text: string }) {
  const parts = withoutTargets(text).split('`');
  return (
    <p className="soft" lang="en">
      {parts.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change
        index % 2 === 1 ? <code key={index}>{part}</code> : part,
      )}
    </p>
  );
}

/** Replaces each link by its text. */
function withoutTargets(markdown: string): string {
  const [before = '', ...links] = markdown.split('[');
  const texts = links.map((link) => {
    const textEnd = link.indexOf('](');
    return textEnd < 0 ? `[${link}` : link.slice(0, textEnd) + link.slice(link.indexOf(')', textEnd) + 1);
  });
  return before + texts.join('');
}
