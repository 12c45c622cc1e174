import { Button } from '@mantine/core';
import { IconPlayerTrackNext, IconX } from '@tabler/icons-react';
import type { Selection } from '../grid/selection.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';

interface SelectionBarProps {
  readonly selection: Selection;
  /** Whether a panel is open, which has the key `r` for its own delivery. */
  readonly hasPanel: boolean;
  readonly onReplay: () => void;
}

/** What can be done with the selected deliveries. Nothing is shown while none is selected. */
export function SelectionBar({ selection, hasPanel, onReplay }: SelectionBarProps) {
  const { t } = useConsole();
  const isAllowed = useSession().roles.includes('OPERATOR');
  const count = selection.ids.size;
  useKeys(count > 0 && !hasPanel ? { Escape: selection.clear, ...(isAllowed && { r: onReplay }) } : {});
  return (
    <>
      <span className="hidden-text" role="status">
        {count > 0 && t('select.count', { count })}
      </span>
      {count > 0 && (
        <div className="selection-bar">
          <strong>{t('select.count', { count })}</strong>
          {count >= selection.most && (
            <span className="soft">{t('select.most', { count: selection.most })}</span>
          )}
          <span className="spread" />
          <Button
            size="compact-sm"
            disabled={!isAllowed}
            title={isAllowed ? (hasPanel ? undefined : 'r') : t('replay.needsRole')}
            leftSection={<IconPlayerTrackNext size={14} />}
            onClick={onReplay}
          >
            {t('select.replay', { count })}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            title={hasPanel ? undefined : 'Esc'}
            leftSection={<IconX size={14} />}
            onClick={selection.clear}
          >
            {t('select.clear')}
          </Button>
        </div>
      )}
    </>
  );
}
