import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.js';

/** A command for a terminal, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <span className="command">
      <code>{command}</code>
      <CopyButton text={command} />
    </span>
  );
}

/** A button that copies a text and says that it has. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useConsole();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const label = isCopied ? t('copied') : t('copy');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      onClick={() => void copy().catch(() => setCopied(false))}
    >
      {isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
    </ActionIcon>
  );
}
