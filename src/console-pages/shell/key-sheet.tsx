import { Kbd } from '@mantine/core';
import type { MessageKey } from '../messages/english.js';
import { useConsole } from './console-context.js';
import { Dialog } from './dialog.js';
import { useScreens } from './screens.js';

type Line = readonly [keys: readonly string[], name: MessageKey];

type Group = readonly [title: MessageKey, lines: readonly Line[]];

const GROUPS: readonly Group[] = [
  [
    'keys.everywhere',
    [
      [['Ctrl K', '⌘K'], 'keys.palette'],
      [['?'], 'keys.sheet'],
      [['Esc'], 'keys.close'],
    ],
  ],
  [
    'keys.lists',
    [
      [['j', '↓'], 'keys.nextRow'],
      [['k', '↑'], 'keys.previousRow'],
      [['Enter'], 'keys.open'],
      [['/'], 'keys.id'],
      [['f'], 'keys.filters'],
      [['Space'], 'keys.pause'],
      [['x'], 'keys.select'],
      [['X'], 'keys.selectRange'],
      [['r'], 'keys.replay'],
      [['R'], 'keys.replayAll'],
      [['u'], 'keys.unlink'],
    ],
  ],
  [
    'keys.explain',
    [
      [['[', ']'], 'keys.step'],
      [['d'], 'keys.diff'],
      [['c'], 'keys.copy'],
    ],
  ],
  [
    'keys.events',
    [
      [['[', ']'], 'keys.stepEvents'],
      [['d'], 'keys.changes'],
      [['t'], 'keys.timeTravel'],
    ],
  ],
  ['keys.checks', [[['r'], 'keys.runChecks']]],
  ['keys.play', [[['1', '9'], 'keys.run']]],
];

/** The sheet of keyboard shortcuts. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole();
  const screens = useScreens().map(({ keys, name }): Line => [[keys], name]);
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <div className="key-groups">
        {[...GROUPS, ['nav.label', screens] satisfies Group].map(([group, lines]) => (
          <section key={group}>
            <h3>{t(group)}</h3>
            <dl>
              {lines.map(([keys, name]) => (
                <div key={name}>
                  <dt>{t(name)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
