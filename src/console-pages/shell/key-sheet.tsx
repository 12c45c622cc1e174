import { Kbd } from '@mantine/core';
import type { MessageKey } from '../messages/english.js';
import { useConsole } from './console-context.js';
import { Dialog } from './dialog.js';

type Line = readonly [keys: readonly string[], name: MessageKey];

const GROUPS: readonly (readonly [MessageKey, readonly Line[]])[] = [
  [
    'keys.everywhere',
    [
      [['Ctrl K', '⌘K'], 'keys.palette'],
      [['?'], 'keys.sheet'],
      [['g h'], 'keys.goOverview'],
      [['g o'], 'keys.goOrders'],
      [['g t'], 'keys.goTransactions'],
      [['g i'], 'keys.goInbox'],
      [['g l'], 'keys.goLog'],
      [['g p'], 'keys.goPlay'],
      [['g m'], 'keys.goEmulator'],
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
      [['r'], 'keys.replay'],
      [['R'], 'keys.replayAll'],
    ],
  ],
  [
    'keys.explain',
    [
      [['[', ']'], 'keys.step'],
      [['c'], 'keys.copy'],
    ],
  ],
  ['keys.play', [[['1', '9'], 'keys.run']]],
];

/** The sheet of keyboard shortcuts. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole();
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <div className="key-groups">
        {GROUPS.map(([group, lines]) => (
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
