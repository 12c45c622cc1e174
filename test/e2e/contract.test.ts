import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pickPort } from '../../src/cli/dev/free-port.js';
import { ALL_CHECKS } from '../../src/contract/checks/all-checks.js';
import type { Contract } from '../../src/contract/contract-file.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { spawnBuilt } from '../support/built-dev.js';
import { blockOf, CommandFolder } from '../support/doc-commands.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { requireOrSkip } from '../support/requires.js';
import { newTestPage, overlayOf } from '../support/scdk-stage.js';
import { readProjectFile } from '../support/source-files.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const PAGE = readProjectFile('docs/contract.md');

let emulator: TestEmulator;
let listenPort: number;
let folder: CommandFolder;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = new CommandFolder();
  listenPort = await pickPort('127.0.0.1', 0);
  emulator = await startEmulator({
    webhookUrl: `http://127.0.0.1:${listenPort}/webhooks/gateway`,
    allowsLoopbackPages: true,
  });
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await emulator.close();
  folder.remove();
});

/** The environment of an instance whose Gateway is the emulator. */
function environment(): Record<string, string> {
  return {
    NODE_ENV: 'test',
    GATEWAY_NAME: emulator.gatewayName,
    GATEWAY_SECRET: emulator.secrets.secret,
    GATEWAY_API_SECRET: emulator.secrets.apiSecret,
    GATEWAY_URL: emulator.url,
    GATEWAY_MF_URL: emulator.url,
    AUTH_JWT_SECRET: 'session-secret-of-the-contract-test-01',
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'dwar',
  };
}

const sdkUrl = () => `${emulator.url}/scdk/2.0.0/scdk.js`;

describe('the page about contract runs', () => {
  test('has commands that run, and figures that hold', async () => {
    await folder.run(blockOf(PAGE, 'command', 'emulator'));
    const exports = Object.entries(environment()).map(([name, value]) => `export ${name}='${value}'`);
    const command = blockOf(PAGE, 'command', 'live');
    await folder.run([...exports, `${command} --sdk-url ${sdkUrl()}`].join('\n'));
    const { claims } = JSON.parse(
      readFileSync(join(folder.path, 'contract/contract.json'), 'utf8'),
    ) as Contract;
    const verdicts = Object.values(claims).map(({ level, emulator: played, live }) => [
      level,
      played?.verdict,
      live?.verdict,
    ]);
    expect(
      verdicts.filter(([level, played, live]) => played !== 'held' || (level === 0 && live === 'refuted')),
    ).toEqual([]);
    expect(PAGE).toContain(`${ALL_CHECKS.length} claims`);
    const calls = await emulator.control.requests();
    const created = calls.filter(
      ({ path, method, status }) => method === 'POST' && path.endsWith('/transaction') && status === 200,
    );
    expect(Math.abs(calls.length - Number(/about (\d+) calls/.exec(PAGE)?.[1]))).toBeLessThanOrEqual(10);
    expect(Math.abs(created.length - Number(/about (\d+) transactions/.exec(PAGE)?.[1]))).toBeLessThanOrEqual(
      5,
    );
  });
});

describe('level 1 at a tenant', () => {
  inBrowser('asks a person on a page, who finishes the flows with the SDK', async () => {
    const out = mkdtempSync(join(tmpdir(), 'dwar-contract-'));
    const browser = await launchBrowser();
    try {
      const options = [
        '--listen',
        `127.0.0.1:${listenPort}`,
        '--page-port',
        '0',
        '--sdk-url',
        sdkUrl(),
        '--out',
        out,
      ];
      const child = spawnBuilt(
        ['contract', 'run', '--target', 'live', '--level', '1', ...options],
        environment(),
      );
      running.push(child);
      const ended = once(child, 'close');
      const lines: string[] = [];
      const address = new Promise<string>((resolve) => {
        createInterface(child.stderr as NonNullable<typeof child.stderr>).on('line', (line) => {
          lines.push(line);
          const [url] = /http:\/\/localhost:\d+\/[0-9a-f]{24}\//.exec(line) ?? [];
          if (url !== undefined) resolve(url);
        });
      });
      child.stdout?.resume();
      const page = await newTestPage(browser);
      await page.clock.install();
      await page.goto(await address);
      const asked = await finishAll(page, ended);
      expect([await ended, lines.filter((line) => /REFUTED|unclear|observed/.test(line))]).toEqual([
        [0, null],
        [expect.stringMatching(/ 0 refuted, \d+ skipped, 0 unclear$/)],
      ]);
      expect(asked.length).toBe(10);
      const { claims } = JSON.parse(readFileSync(join(out, 'contract.json'), 'utf8')) as Contract;
      const verdictOf = (id: string) => claims[id]?.live?.verdict;
      expect(
        ['17.6/order', '18.2/order', '18.3/leaving', '18.3/mismatch', '18.3/repeated', '18.3/open-order'].map(
          verdictOf,
        ),
      ).toEqual(Array.from({ length: 6 }, () => 'held'));
      expect(verdictOf('17.4/body')).toBe('skipped');
    } finally {
      for (const child of running.splice(0)) child.kill('SIGKILL');
      await browser.close();
      rmSync(out, { recursive: true, force: true });
    }
  });
});

/** Does what the page asks for until the command has ended. Returns the titles. */
async function finishAll(page: Page, ended: Promise<unknown>): Promise<readonly string[]> {
  const asked: string[] = [];
  const start = page.getByRole('button', { name: 'Start', exact: true });
  for (;;) {
    const isAsked = start.waitFor().then(() => true);
    isAsked.catch(() => {});
    if (!(await Promise.race([isAsked, ended.then(() => false)]))) return asked;
    const heading = page.locator('h1[data-task]');
    const task = await heading.getAttribute('data-task');
    const title = (await heading.textContent()) ?? '';
    asked.push(title);
    await finish(page, title);
    // The next task may be shown at once, or the page be empty meanwhile.
    const isNextShown = page.locator(`h1[data-task]:not([data-task=${JSON.stringify(task)}])`).waitFor();
    if (title === 'Place a limit order') await pushClock(page, isNextShown);
    await isNextShown;
  }
}

/** Lets the time of the page pass until an event: the SDK polls for a while whether the order is filled. */
async function pushClock(page: Page, event: Promise<void>): Promise<void> {
  let hasCome = false;
  const coming = event.finally(() => {
    hasCome = true;
  });
  while (!hasCome) await page.clock.fastForward(500);
  await coming;
}

async function finish(page: Page, title: string): Promise<void> {
  if (title === 'Import mutual funds') {
    await page.getByRole('button', { name: 'Leave out' }).click();
    return;
  }
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  if (title === 'Use a transaction twice') return;
  const overlay = overlayOf(page);
  if (title === 'Leave') {
    await overlay.dialog.getByRole('button', { name: 'Zerodha' }).waitFor();
    await overlay.close();
    return;
  }
  const choice = overlay.dialog.getByRole('button', { name: 'Zerodha', exact: true });
  // A connected user has a broker already, so the login comes first.
  await choice.or(overlay.dialog.locator('iframe')).first().waitFor();
  if (await choice.isVisible()) await choice.click();
  await overlay.logIn(title === 'Log in with the wrong account' ? 'lep-ok-2' : 'lep-ok');
  await overlay.confirm();
}
