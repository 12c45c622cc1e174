import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useConsole, useSession } from './console-context.js';

/** Theme, time zone, height of rows and language. */
export function DisplaySettings() {
  const { t, preferences, change } = useConsole();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Choice
        label={t('settings.theme')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value)}
        options={[
          { value: 'auto', label: t('settings.auto') },
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
        ]}
      />
      <Choice
        label={t('settings.zone')}
        value={preferences.zone}
        onChange={(zone) => change({ zone })}
        options={[
          { value: 'IST', label: 'IST' },
          { value: 'UTC', label: 'UTC' },
        ]}
      />
      <Choice
        label={t('settings.density')}
        value={preferences.density}
        onChange={(density) => change({ density })}
        options={[
          { value: 'comfortable', label: t('settings.comfortable') },
          { value: 'compact', label: t('settings.compact') },
        ]}
      />
      <Choice
        label={t('settings.language')}
        value={preferences.language}
        onChange={(language) => change({ language })}
        options={[
          { value: 'en', label: 'English' },
          { value: 'hi', label: 'हिन्दी' },
        ]}
      />
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: { value: T; label: string }[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div>
      <div className="soft">{label}</div>
      <SegmentedControl<T>
        fullWidth
        size="xs"
        aria-label={label}
        data={options}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}

/** Who is signed in, with which roles and until when. */
export function SessionCard() {
  const { t, formats } = useConsole();
  const { operator, roles, isMasked, isDevelopment, expiresAt } = useSession();
  return (
    <>
      <strong>{operator}</strong>
      {isDevelopment && <span>{t('session.development')}</span>}
      <ul className="roles">
        {roles.map((role) => (
          <li key={role}>{t(`role.${role}`)}</li>
        ))}
      </ul>
      <span className="soft">{t(isMasked ? 'session.masked' : 'session.unmasked')}</span>
      <span className="soft">{t('session.until', { time: formats.full(expiresAt) })}</span>
      {isDevelopment && (
        <Button component="a" href="/graphql" variant="default" size="xs">
          {t('nav.graphiql')}
        </Button>
      )}
    </>
  );
}
