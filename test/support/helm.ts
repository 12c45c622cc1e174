import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { projectRoot } from './source-files.js';

/** A rendered object of Kubernetes. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  // Its fields are those of Kubernetes, which `problemsOf` checks.
  readonly spec: Readonly<Record<string, never>>;
}

const CHART = join(projectRoot, 'deploy', 'helm', 'dwar');

/** The path of Helm, installed if necessary; null where there is none. */
export function findHelm(): string | null {
  const script = join(projectRoot, 'scripts', 'helm', 'find-helm.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
  });
  return status === 0 ? stdout.trim() : null;
}

/** Runs Helm on the chart with values as JSON on standard input. */
export function runHelm(helm: string, args: readonly string[], values: object) {
  const { status, stdout, stderr } = spawnSync(helm, [...args, CHART, '--values', '-'], {
    input: JSON.stringify(values),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
  });
  return { code: status, stdout, stderr };
}

/** What Helm renders of the chart, as objects. Throws with what Helm wrote if it refuses the values. */
export function render(helm: string, values: object, ...more: readonly string[]): readonly Resource[] {
  const { code, stdout, stderr } = runHelm(helm, ['template', 'dwar', ...more], values);
  if (code !== 0) throw new Error(stderr);
  const documents = parseAllDocuments(stdout).map((document) => document.toJS() as Resource | null);
  return documents.filter((resource) => resource !== null);
}

/** The validators of Kubernetes' own schemas, by version and kind. */
const SCHEMAS: Readonly<Record<string, string>> = {
  'apps/v1 Deployment': 'AppsV1Deployment',
  'apps/v1 StatefulSet': 'AppsV1StatefulSet',
  'autoscaling/v2 HorizontalPodAutoscaler': 'AutoscalingV2HorizontalPodAutoscaler',
  'networking.k8s.io/v1 NetworkPolicy': 'NetworkingV1NetworkPolicy',
  'policy/v1 PodDisruptionBudget': 'PolicyV1PodDisruptionBudget',
  'v1 Service': 'CoreV1Service',
};

interface Validate {
  (resource: unknown): boolean;
  readonly errors:
    | readonly { readonly instancePath: string; readonly message?: string; keyword: string }[]
    | null;
}

const require = createRequire(import.meta.url);

/** The validator itself: the package's classes copy what they validate. */
function validatorOf(schema: string): Validate {
  const folder = join(projectRoot, 'node_modules', 'kubernetes-models', '_schemas');
  return (require(join(folder, `IoK8sApi${schema}.js`)) as { validate: Validate }).validate;
}

/** What Kubernetes' schemas say of an object: wrong types and values, and fields that they do not have. */
export function problemsOf(resource: Resource): readonly string[] {
  const type = `${resource.apiVersion} ${resource.kind}`;
  const schema = SCHEMAS[type];
  if (schema === undefined) return [`no schema of ${type}`];
  const validate = validatorOf(schema);
  const read = new Set<string>();
  const isValid = validate(watched(resource, '', read));
  const wrong = isValid ? [] : (validate.errors ?? []);
  const unknown = paths(resource).filter((path) => !read.has(path));
  return [
    ...wrong.map(({ instancePath, keyword }) => `${instancePath} is wrong: ${keyword}`),
    ...unknown.map((path) => `${path} is no field`),
  ];
}

/** A value that notes what is read of it. The schemas' validators read the fields that they know, and no other. */
function watched<T>(value: T, path: string, read: Set<string>): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name, receiver) {
      const inner: unknown = Reflect.get(target, name, receiver);
      if (typeof name !== 'string' || !Object.hasOwn(target, name)) return inner;
      read.add(`${path}/${name}`);
      return watched(inner, `${path}/${name}`, read);
    },
  });
}

function paths(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${path}/${name}`,
    ...paths(inner, `${path}/${name}`),
  ]);
}
