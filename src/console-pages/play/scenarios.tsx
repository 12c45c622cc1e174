import { Kbd } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Programme } from '../data/play-api.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';

/** Scenarios that a key runs. */
const WITH_KEY = 9;

interface ScenariosProps {
  readonly programme: Programme;
  readonly isRunning: boolean;
  readonly onPlay: (scenario: string) => void;
}

/** The scenarios of `dwar trigger` as cards. The first nine have keys. */
export function Scenarios({ programme, isRunning, onPlay }: ScenariosProps) {
  const { t } = useConsole();
  const { scenarios, viewer, broker } = programme;
  const keyed = scenarios.slice(0, WITH_KEY);
  useKeys(Object.fromEntries(keyed.map(({ name }, index) => [String(index + 1), () => onPlay(name)])));
  return (
    <section aria-label={t('play.scenarios')}>
      <h2 className="play-title">{t('play.scenarios')}</h2>
      <p className="soft">{t('play.as', { viewer, broker })}</p>
      <div className="scenarios">
        {scenarios.map(({ name, about, token }, index) => (
          <button
            key={name}
            type="button"
            className="scenario"
            disabled={isRunning}
            title={t('play.token', { token })}
            onClick={() => onPlay(name)}
          >
            <span className="scenario-head">
              <IconPlayerPlay size={15} aria-hidden="true" />
              <span className="scenario-name">{name}</span>
              {index < WITH_KEY && <Kbd size="xs">{index + 1}</Kbd>}
            </span>
            <span className="soft">{about}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
