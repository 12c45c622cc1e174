import { createColors } from 'picocolors';

/** What the banner says about a running dev instance. */
export interface DevAnnouncement {
  readonly url: string;
  /** Opens the console once; null where it is off. */
  readonly consoleUrl: string | null;
  readonly emulatorUrl: string;
  readonly dataDir: string;
  readonly seed: string;
  readonly controlToken: string;
  readonly viewer: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** The banner of `dwar dev`: every URL, a viewer token and four next steps. */
export function devBanner(dev: DevAnnouncement, isTerminal: boolean): readonly string[] {
  const { bold, cyan, dim } = createColors(isTerminal);
  const row = (name: string, value: string) => `  ${name.padEnd(15)} ${cyan(value)}`;
  const socketUrl = dev.url.replace(/^http/, 'ws');
  return [
    '',
    bold('Dwar is ready.'),
    '',
    ...(dev.consoleUrl === null ? [] : [row('Console', dev.consoleUrl)]),
    row('Demo shop', `${dev.url}/shop#token=${dev.token}`),
    row('GraphiQL', `${dev.url}/graphql#token=${dev.token}`),
    row('GraphQL', `${dev.url}/graphql`),
    row('WebSocket', `${socketUrl}/graphql`),
    row('Stream (SSE)', `${dev.url}/graphql/stream`),
    row('Webhooks', `${dev.url}/webhooks/gateway`),
    row('Health', `${dev.url}/health/ready`),
    row('Metrics', `${dev.url}/metrics`),
    row('Emulator', dev.emulatorUrl),
    row('Broker page', `${dev.emulatorUrl}/broker`),
    row('Control API', `${dev.emulatorUrl}/__emulator`),
    '',
    row('Data', dev.dataDir),
    row('Seed', dev.seed),
    row('Control token', dev.controlToken),
    '',
    `  Viewer token of ${bold(dev.viewer)}, until ${dev.expiresAt}:`,
    '',
    dev.token,
    '',
    bold('Next steps'),
    ...nextSteps(dev).flatMap(([step, command]) => [`  ${step}`, dim(`     ${command}`)]),
    '',
  ];
}

function nextSteps(dev: DevAnnouncement): readonly (readonly [string, string])[] {
  const folder = dev.dataDir.endsWith('/data') ? '' : ` --data ${dev.dataDir}`;
  return [
    ['1. Buy a share as a user does:', `open ${dev.url}/shop#token=… (the demo shop link above)`],
    ['2. Query and subscribe in the browser:', `open ${dev.url}/graphql#token=… (the GraphiQL link above)`],
    ['3. Play a purchase and watch each step:', `npx dwar trigger buy${folder}`],
    [
      '4. Watch events in a second terminal:',
      `curl -N -H "Authorization: Bearer $(npx dwar token --viewer ${dev.viewer}${folder})" ` +
        `-H 'Content-Type: application/json' ` +
        `-d '{"query":"subscription { events { __typename cursor } }"}' ${dev.url}/graphql/stream`,
    ],
  ];
}
