import type { ReactNode } from 'react';
import type { InstanceQuery } from '../data/generated/graphql.js';
import type { MessageKey } from '../messages/english.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';

interface InstanceFactsProps {
  readonly instance: NonNullable<InstanceQuery['instance']>;
}

/** What the process is and how it does: versions, storage, memory and the delay of its event loop. */
export function InstanceFacts({ instance }: InstanceFactsProps) {
  const { t, formats } = useConsole();
  const { startedAt, at, migrations, eventLoopDelayP99Ms, eventLoopDelayMaxMs } = instance;
  const uptime = formats.span(Date.parse(at) - Date.parse(startedAt));
  const facts: readonly (readonly [MessageKey, ReactNode])[] = [
    ['doctor.version', instance.version],
    ['doctor.node', instance.nodeVersion],
    ['doctor.profile', instance.profile],
    ['doctor.ledger', <code key="ledger">{instance.ledger}</code>],
    ['doctor.cache', instance.cache],
    ['doctor.started', <Time key="started" at={startedAt} as="full" />],
    ['doctor.uptime', uptime],
    ['doctor.memory', t('doctor.mib', { count: formats.count(instance.residentMemoryMib) })],
    ['doctor.heap', t('doctor.mib', { count: formats.count(instance.heapMib) })],
    [
      'doctor.delay',
      t('doctor.delays', { p99: formats.span(eventLoopDelayP99Ms), max: formats.span(eventLoopDelayMaxMs) }),
    ],
  ];
  return (
    <section className="card" aria-labelledby="doctor-instance">
      <h2 id="doctor-instance">{t('doctor.instance')}</h2>
      <dl className="doctor-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className="doctor-migrations">
        <summary>{t('doctor.migrations', { count: migrations.length })}</summary>
        <ol>
          {migrations.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
