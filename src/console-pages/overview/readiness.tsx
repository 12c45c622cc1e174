import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { OverviewQuery } from '../data/generated/graphql.js';
import { useConsole } from '../shell/console-context.js';

interface ReadinessProps {
  readonly overview: NonNullable<OverviewQuery['overview']>;
}

/** Whether this instance takes traffic, each check with its reason, and the way to Gateway. */
export function Readiness({ overview }: ReadinessProps) {
  const { t, formats } = useConsole();
  const { readiness, isGatewayReachable, gatewayClockOffsetMs } = overview;
  const isReady = readiness.every(({ isOk }) => isOk);
  const offset = formats.span(Math.abs(gatewayClockOffsetMs));
  return (
    <section className="card" data-tone={isReady && isGatewayReachable ? 'good' : 'bad'}>
      <h2>{t(isReady ? 'overview.ready' : 'overview.notReady')}</h2>
      <ul className="checks" aria-label={t('overview.checks')}>
        {readiness.map(({ name, isOk, reason }) => (
          <Check key={name} isOk={isOk} name={name} text={reason ?? t('overview.ok')} />
        ))}
        <Check
          isOk={isGatewayReachable}
          name={t('overview.gateway')}
          text={
            isGatewayReachable
              ? `${t('overview.gatewayOk')}, ${t('overview.clock', { offset })}`
              : t('overview.gatewayAway')
          }
        />
      </ul>
    </section>
  );
}

interface CheckProps {
  readonly isOk: boolean;
  readonly name: string;
  readonly text: string;
}

function Check({ isOk, name, text }: CheckProps) {
  const Icon = isOk ? IconCircleCheck : IconCircleX;
  return (
    <li data-ok={isOk}>
      <Icon size={18} aria-hidden="true" />
      <strong>{name}</strong>
      <span>{text}</span>
    </li>
  );
}
