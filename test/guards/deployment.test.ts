import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import type { Variable } from '../../src/config/variable.js';
import { VARIABLES } from '../../src/config/variables.js';
import { ALLOWED_METHODS } from '../../src/http/routes.js';
import { readProjectFile } from '../support/source-files.js';

interface Service {
  readonly ports?: readonly string[];
  readonly env_file?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
}

const { services } = parse(readProjectFile('compose.yaml'), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};
const dockerfile = readProjectFile('Dockerfile');

/** The names an env file gives. */
const namesIn = (file: string) =>
  readProjectFile(file)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('=')[0] ?? '');

describe('compose.yaml', () => {
  test('publishes the proxy alone, on loopback', () => {
    const published = Object.entries(services).filter(([, service]) => service.ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['proxy']);
    expect(services.proxy?.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  test('runs two equal instances on PostgreSQL and Valkey, and the emulator', () => {
    expect(Object.keys(services).sort()).toEqual([
      'dwar-a',
      'dwar-b',
      'emulator',
      'postgres',
      'proxy',
      'valkey',
    ]);
    expect(services['dwar-a']).toEqual(services['dwar-b']);
  });

  test('holds no secret: each comes from an env file of which an example is kept', () => {
    for (const [name, service] of Object.entries(services)) {
      const given = Object.keys(service.environment ?? {});
      expect([name, given.filter((variable) => /SECRET|PASSWORD|DATABASE_URL/.test(variable))]).toEqual([
        name,
        [],
      ]);
      if (service.env_file === undefined) continue;
      const secrets = readProjectFile(`${service.env_file}.example`).match(
        /^\w*(?:SECRET|PASSWORD)\w*=.*$/gm,
      );
      expect(secrets?.filter((line) => !line.endsWith('='))).toEqual([]);
    }
  });

  test('gives Dwar variables that it reads', () => {
    const given = [
      ...namesIn('deploy/dwar.env.example'),
      ...Object.keys(services['dwar-a']?.environment ?? {}),
    ];
    expect(given.filter((name) => !(name in VARIABLES))).toEqual([]);
  });

  test('waits longer for an instance to end than it takes', () => {
    const graceMs = Number.parseInt(services['dwar-a']?.stop_grace_period ?? '', 10) * 1_000;
    expect(graceMs).toBeGreaterThan(Number(VARIABLES.SHUTDOWN_TIMEOUT_MS.fallback));
  });
});

describe('the Kubernetes example', () => {
  const page = readProjectFile('docs/operations.md');
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const [deployment, service] = parseAllDocuments(text).map((document) => document.toJS());
  const { terminationGracePeriodSeconds, containers } = deployment.spec.template.spec;
  const [container] = containers;
  const given = new Map<string, string>(
    container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );

  test('gives variables that Dwar reads, with values that it accepts, and no secret', () => {
    for (const [name, value] of given) {
      expect([name, name in VARIABLES]).toEqual([name, true]);
      const row: Variable<unknown> = VARIABLES[name as keyof typeof VARIABLES];
      expect([name, row.read.safeParse(value).success, row.secret]).toEqual([name, true, undefined]);
    }
    expect(container.envFrom).toEqual([{ secretRef: { name: 'dwar' } }]);
  });

  test('probes paths that are served, on the port that Dwar listens on by default', () => {
    for (const { httpGet } of [container.readinessProbe, container.livenessProbe])
      expect([httpGet.path in ALLOWED_METHODS, httpGet.port]).toEqual([true, 'http']);
    const ports = container.ports as { name: string; containerPort: number }[];
    expect(ports.map(({ containerPort }) => String(containerPort))).toEqual([
      VARIABLES.PORT.fallback,
      VARIABLES.OPS_PORT.fallback,
    ]);
    expect(service.spec.ports.map(({ targetPort }: { targetPort: string }) => targetPort)).toEqual(['http']);
  });

  test('serves for longer than its probe takes to leave an instance out, and is given time for the whole', () => {
    const { periodSeconds, timeoutSeconds, failureThreshold } = container.readinessProbe;
    const delay = Number(given.get('SHUTDOWN_DELAY_SECONDS'));
    expect(delay).toBeGreaterThan((periodSeconds + timeoutSeconds) * failureThreshold);
    const shutdown = delay + Number(VARIABLES.SHUTDOWN_TIMEOUT_MS.fallback) / 1_000;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(shutdown + 2);
  });

  test('keeps connections for longer than the largest common load balancer does', () => {
    expect(Number(VARIABLES.KEEP_ALIVE_SECONDS.fallback)).toBeGreaterThan(600);
    expect(Number(given.get('KEEP_ALIVE_SECONDS'))).toBeGreaterThan(600);
  });
});

describe('Dockerfile', () => {
  test('ends in a stage without root, with a health check by node itself and no shell', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK [^\n]*\\\n\s+CMD \["node",/m);
    expect(last).toMatch(/^CMD \["node", "dist\/main\.js", "serve"\]$/m);
  });

  test('begins each stage with one image of Node, which a release may name by digest', () => {
    const [argument, ...stages] = [...dockerfile.matchAll(/^(?:ARG|FROM) .*$/gm)].map(([line]) => line);
    expect(argument).toMatch(/^ARG NODE_IMAGE=node:24-[a-z]+-slim$/);
    expect(stages.map((line) => line.split(' ')[1])).toEqual(Array(3).fill(['$', '{NODE_IMAGE}'].join('')));
  });

  test('installs what the lock file names, and for production no package of development', () => {
    const installs = [...dockerfile.matchAll(/\bnpm (?:ci|i|install|add)\b[^\n&]*/g)].map(([command]) =>
      command.trim(),
    );
    expect(installs).toEqual([
      'npm ci --no-audit --no-fund',
      'npm ci --omit=dev --omit=peer --no-audit --no-fund',
    ]);
    expect(dockerfile).not.toMatch(/^ADD |curl|wget|apt-get|sudo/m);
  });

  test('keeps no secret, in an argument, a variable or a file', () => {
    const named = [...dockerfile.matchAll(/^(?:ARG|ENV) (.*)$/gm)].flatMap(([, text = '']) =>
      text.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );
    expect(named).toEqual(['NODE_IMAGE', 'NODE_ENV', 'HOST', 'PORT']);
    expect(dockerfile).not.toMatch(/--mount=type=secret|\.npmrc|COPY[^\n]*\.env/);
  });

  test('sends neither history, installed packages nor secrets to the build', () => {
    const ignored = readProjectFile('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/node_modules', '.env*', 'deploy']));
  });
});

test('the proxy lets events and sockets through at once, and shows no metrics', () => {
  const conf = readProjectFile('deploy/nginx.conf');
  expect(conf.split('{').length).toBe(conf.split('}').length);
  expect(conf).toMatch(/location ~ \^\/graphql\/stream\/\?\$ \{[^}]*proxy_buffering off;/);
  expect(conf).toMatch(/location ~ \^\/graphql\/\?\$ \{[^}]*proxy_set_header Upgrade \$http_upgrade;/);
  expect(conf.match(/Upgrade \$http_upgrade/g)).toHaveLength(1);
  expect(conf).toMatch(/location \/metrics \{\s+return 404;/);
});
