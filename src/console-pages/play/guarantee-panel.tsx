import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { useConsole } from '../shell/console-context.js';
import type { Counted } from './play-search.js';
import { guaranteeOf } from './guarantees.js';

interface GuaranteePanelProps {
  readonly name: Counted;
  readonly onClose: () => void;
}

/** What a counter counts, next to the guarantee and its proof. */
export function GuaranteePanel({ name, onClose }: GuaranteePanelProps) {
  const { t } = useConsole();
  const guarantee = guaranteeOf(name);
  return (
    <DetailPanel title={`${name} · ${t(`play.short.${name}`)}`} rowId={name} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the panel scrolls, also by the keyboard */}
      <section tabIndex={0} aria-label={name}>
        <p lang="en">{guarantee?.text}</p>
        <h3>{t('play.counts')}</h3>
        <p>{t(`play.counts.${name}`)}</p>
        <h3>{t('play.proof')}</h3>
        <Facts
          lines={[
            [
              t('play.tests'),
              guarantee?.proofs.map((proof) => (
                <code key={proof} className="proof">
                  {proof}
                </code>
              )),
            ],
            [
              t('play.figure'),
              <span key="figure" lang="en">
                {guarantee?.figure}
              </span>,
            ],
            [t('play.source'), <code key="source">docs/guarantees.md</code>],
          ]}
        />
      </section>
    </DetailPanel>
  );
}
