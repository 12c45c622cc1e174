import type { MessageKey } from '../messages/english.js';
import { CommandLine } from '../parts/command-line.js';
import { useConsole } from '../shell/console-context.js';

const CARDS = [
  { title: 'overview.firstBuy', text: 'overview.firstBuyText', command: 'npx dwar trigger buy' },
  { title: 'overview.firstConnect', text: 'overview.firstConnectText', command: 'npx dwar trigger connect' },
  { title: 'overview.firstWatch', text: 'overview.firstWatchText', command: 'npx dwar doctor' },
] as const satisfies readonly { title: MessageKey; text: MessageKey; command: string }[];

/** What to do first, while nothing has happened yet. */
export function FirstRun() {
  const { t } = useConsole();
  return (
    <section aria-label={t('overview.first')}>
      <p className="first-line">{t('overview.first')}</p>
      <div className="first-cards">
        {CARDS.map(({ title, text, command }) => (
          <div key={command} className="card">
            <h2>{t(title)}</h2>
            <p className="soft">{t(text)}</p>
            <CommandLine command={command} />
          </div>
        ))}
      </div>
    </section>
  );
}
