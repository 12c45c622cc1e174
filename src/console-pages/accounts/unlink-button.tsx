import { Button } from '@mantine/core';
import { IconUnlink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showNotice } from '../parts/notices.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import type { AccountDetail } from './account-detail.js';
import { UnlinkDialog } from './unlink-dialog.js';

/** What shows something of linked accounts. */
const LISTS = ['accounts', 'holdings', 'investments'];

interface UnlinkButtonProps {
  readonly account: AccountDetail;
  readonly onUnlinked: () => void;
}

/** Asks whether to unlink an account, with what that does. */
export function UnlinkButton({ account, onUnlinked }: UnlinkButtonProps) {
  const { t } = useConsole();
  const client = useQueryClient();
  const isAllowed = useSession().roles.includes('OPERATOR');
  const [isAsking, setAsking] = useState(false);
  useKeys(isAllowed ? { u: () => setAsking(true) } : {});
  const done = () => {
    setAsking(false);
    showNotice({ message: t('unlink.done', { account: account.authId }), tone: 'good' });
    for (const list of LISTS) void client.invalidateQueries({ queryKey: [list] });
    onUnlinked();
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!isAllowed}
        title={isAllowed ? 'u' : t('replay.needsRole')}
        leftSection={<IconUnlink size={14} />}
        onClick={() => setAsking(true)}
      >
        {t('unlink.button')}
      </Button>
      {isAsking && <UnlinkDialog account={account} onClose={() => setAsking(false)} onDone={done} />}
    </>
  );
}
