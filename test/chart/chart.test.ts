import 'reflect-metadata';
import { describe, expect } from '@jest/globals';
import type { Variable } from '../../src/config/variable.js';
import { VARIABLES } from '../../src/config/variables.js';
import { ALLOWED_METHODS } from '../../src/http/routes.js';
import { EMBEDDED, MINIMUM, PEER, WHOLE } from '../support/chart-values.js';
import { findHelm, problemsOf, type Resource, render, runHelm } from '../support/helm.js';
import { requireOrSkip } from '../support/requires.js';
import { readProjectFile } from '../support/source-files.js';

/** Renders the chart with Helm itself, and holds the result against Kubernetes' schemas and Dwar's variables. */

const helm = findHelm() ?? '';
const testWithHelm = requireOrSkip('Helm', helm !== '');

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly securityContext: object;
  readonly readinessProbe: {
    readonly periodSeconds: number;
    readonly timeoutSeconds: number;
    readonly failureThreshold: number;
  };
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly containers: readonly [Container];
  readonly topologySpreadConstraints?: readonly { readonly topologyKey: string }[];
}

const kinds = (resources: readonly Resource[]) => resources.map(({ kind }) => kind).sort();
const one = (resources: readonly Resource[], kind: string) => {
  const [resource] = resources.filter((each) => each.kind === kind);
  if (resource === undefined) throw new Error(`no ${kind} was rendered`);
  return resource;
};
const specOf = <T>(resource: Resource) => resource.spec as unknown as T;
const podOf = (resource: Resource) => specOf<{ template: { spec: Pod } }>(resource).template.spec;
const envOf = (resource: Resource) =>
  new Map(podOf(resource).containers[0].env.map(({ name, value }) => [name, value]));

describe('the chart', () => {
  testWithHelm.each([
    ['the fewest values', MINIMUM],
    ['the embedded profile', EMBEDDED],
    ['every switch on', WHOLE],
  ])('passes the strict lint of Helm with %s', (_name, values) => {
    const { code, stdout, stderr } = runHelm(helm, ['lint', '--strict'], values);
    expect([code, stdout + stderr]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
  });

  testWithHelm.each([
    [
      'the fewest values',
      MINIMUM,
      ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'Service'],
    ],
    ['the embedded profile', EMBEDDED, ['NetworkPolicy', 'Service', 'Service', 'StatefulSet']],
    [
      'every switch on',
      WHOLE,
      ['Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'Service'],
    ],
  ])('renders what Kubernetes accepts with %s', (_name, values, expected) => {
    const resources = render(helm, values);
    expect(kinds(resources)).toEqual(expected);
    expect(resources.map((resource) => [resource.kind, problemsOf(resource)])).toEqual(
      resources.map(({ kind }) => [kind, []]),
    );
  });

  testWithHelm('selects with every service, budget and policy the pods that it starts', () => {
    for (const values of [WHOLE, EMBEDDED]) {
      const resources = render(helm, values);
      const [instances] = resources.filter(({ kind }) => /^(?:Deployment|StatefulSet)$/.test(kind));
      const { template } = specOf<{ template: { metadata: { labels: object } } }>(instances as Resource);
      const selectors = resources.flatMap(({ kind, spec }) => {
        const { selector, podSelector } = spec as Record<string, { matchLabels?: object }>;
        const found = podSelector ?? selector;
        return found === undefined ? [] : [[kind, found.matchLabels ?? found] as const];
      });
      expect(selectors.length).toBeGreaterThanOrEqual(4);
      for (const [kind, labels] of selectors)
        expect([kind, template.metadata.labels]).toEqual([kind, expect.objectContaining(labels)]);
    }
  });
});

describe('an instance of the chart', () => {
  testWithHelm(
    'is given variables that Dwar reads, with values that it accepts, and secrets by file alone',
    () => {
      for (const [profile, values] of Object.entries({ Deployment: MINIMUM, StatefulSet: EMBEDDED })) {
        for (const [name, value] of envOf(one(render(helm, values), profile))) {
          const base = name.replace(/_FILE$/, '');
          expect([name, base in VARIABLES]).toEqual([name, true]);
          const row: Variable<unknown> = VARIABLES[base as keyof typeof VARIABLES];
          if (name !== base) expect(value).toBe(`/run/secrets/dwar/${base}`);
          else expect([name, row.read.safeParse(value).success, row.secret]).toEqual([name, true, undefined]);
        }
      }
    },
  );

  testWithHelm('has its secrets mounted where the variables say, to read only', () => {
    const pod = podOf(one(render(helm, MINIMUM), 'Deployment'));
    expect(pod.containers[0].volumeMounts).toEqual([
      { name: 'secrets', mountPath: '/run/secrets/dwar', readOnly: true },
    ]);
    expect(pod).toMatchObject({
      volumes: [{ name: 'secrets', secret: { secretName: 'dwar', defaultMode: 0o440 } }],
    });
  });

  testWithHelm('is neither root nor able to write anywhere but to its ledger', () => {
    for (const resource of [
      one(render(helm, MINIMUM), 'Deployment'),
      one(render(helm, EMBEDDED), 'StatefulSet'),
    ]) {
      const pod = podOf(resource);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(pod.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const writable = pod.containers[0].volumeMounts.filter(({ readOnly }) => readOnly !== true);
      expect(writable.map(({ mountPath }) => mountPath)).toEqual(
        resource.kind === 'StatefulSet' ? ['/app/data'] : [],
      );
    }
  });

  testWithHelm('is probed where Dwar answers, on the ports that it is given', () => {
    const [container] = podOf(one(render(helm, MINIMUM), 'Deployment')).containers;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const { httpGet } =
        (container as unknown as Record<string, { httpGet: { path: string; port: string } }>)[probe] ?? {};
      expect([probe, httpGet?.port, (httpGet?.path ?? '') in ALLOWED_METHODS]).toEqual([probe, 'http', true]);
    }
    const env = envOf(one(render(helm, MINIMUM), 'Deployment'));
    expect(container.ports.map(({ containerPort }) => String(containerPort))).toEqual([
      env.get('PORT'),
      env.get('OPS_PORT'),
    ]);
  });

  testWithHelm(
    'serves for longer than its probe takes to leave it out, and is given time for the whole',
    () => {
      const shutdown = { delaySeconds: 40, timeoutSeconds: 25 };
      for (const [values, delaySeconds, timeoutSeconds] of [
        [MINIMUM, 15, 10],
        [{ ...MINIMUM, shutdown }, 40, 25],
      ] as const) {
        const deployment = one(render(helm, values), 'Deployment');
        const pod = podOf(deployment);
        const {
          periodSeconds,
          timeoutSeconds: probeSeconds,
          failureThreshold,
        } = pod.containers[0].readinessProbe;
        expect(delaySeconds).toBeGreaterThan((periodSeconds + probeSeconds) * failureThreshold);
        const env = envOf(deployment);
        expect([env.get('SHUTDOWN_DELAY_SECONDS'), env.get('SHUTDOWN_TIMEOUT_MS')]).toEqual([
          String(delaySeconds),
          String(timeoutSeconds * 1_000),
        ]);
        expect(pod.terminationGracePeriodSeconds).toBe(delaySeconds + timeoutSeconds + 10);
      }
    },
  );

  testWithHelm('has a volume of its own for an embedded ledger, and no other beside it', () => {
    const instances = one(render(helm, EMBEDDED), 'StatefulSet');
    expect(instances.spec).toMatchObject({
      replicas: 1,
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }],
    });
    expect(envOf(instances).get('DATABASE_URL')).toBe('sqlite:/app/data/dwar.db');
    expect([...envOf(instances).keys()].filter((name) => /^(?:DATABASE|REDIS)_URL_FILE$/.test(name))).toEqual(
      [],
    );
  });

  testWithHelm('is spread over nodes and zones, and replaced only when its successor is ready', () => {
    const deployment = one(render(helm, MINIMUM), 'Deployment');
    expect(podOf(deployment).topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
    expect(deployment.spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
    });
    expect(one(render(helm, WHOLE), 'Deployment').spec).not.toHaveProperty('replicas');
  });

  testWithHelm('comes from the image of this version, or by its digest', () => {
    const { version } = JSON.parse(readProjectFile('package.json')) as { version: string };
    const imageOf = (values: object) => podOf(one(render(helm, values), 'Deployment')).containers[0].image;
    expect(imageOf(MINIMUM)).toBe(`registry.example.com/dwar:${version}`);
    expect(imageOf(WHOLE)).toMatch(/^registry\.example\.com\/dwar:[\d.]+@sha256:0{64}$/);
  });
});

describe('around the instances', () => {
  testWithHelm(
    'metrics and console are on a service of their own, to which no pod connects unless allowed',
    () => {
      const resources = render(helm, WHOLE);
      const services = resources.filter(({ kind }) => kind === 'Service');
      const shown = services.map(({ metadata, spec }) => {
        const { type, ports } = spec as unknown as { type: string; ports: readonly { targetPort: string }[] };
        return [metadata.name, type, ports.map(({ targetPort }) => targetPort)];
      });
      expect(shown).toEqual([
        ['dwar', 'LoadBalancer', ['http']],
        ['dwar-ops', 'ClusterIP', ['ops']],
      ]);
      const closed = specOf<{ ingress: object[] }>(one(render(helm, MINIMUM), 'NetworkPolicy'));
      expect(closed.ingress).toEqual([{ ports: [{ port: 'http' }] }]);
      const open = one(resources, 'NetworkPolicy').spec;
      expect(open).toMatchObject({
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { ports: [{ port: 'http' }], from: [PEER] },
          { ports: [{ port: 'ops' }], from: [PEER] },
        ],
      });
    },
  );

  testWithHelm(
    'the operator of Prometheus scrapes the second service and loads the rules it is given',
    () => {
      const rules = 'groups:\n  - name: dwar\n    rules:\n      - alert: Down\n        expr: up == 0\n';
      const values = {
        ...MINIMUM,
        serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
        prometheusRule: { rules, labels: { release: 'prometheus' } },
      };
      const resources = render(helm, values);
      const monitor = one(resources, 'ServiceMonitor');
      expect(monitor.metadata.labels).toMatchObject({ release: 'prometheus' });
      expect(monitor.spec).toMatchObject({ endpoints: [{ port: 'ops', path: '/metrics', interval: '15s' }] });
      const { selector } = specOf<{ selector: { matchLabels: object } }>(monitor);
      const services = resources.filter(({ kind }) => kind === 'Service');
      const scraped = services.filter(({ metadata }) =>
        Object.entries(selector.matchLabels).every(([name, value]) => metadata.labels[name] === value),
      );
      expect(scraped.map(({ metadata }) => metadata.name)).toEqual(['dwar-ops']);
      expect(one(resources, 'PrometheusRule').spec).toEqual({
        groups: [{ name: 'dwar', rules: [{ alert: 'Down', expr: 'up == 0' }] }],
      });
    },
  );
});
