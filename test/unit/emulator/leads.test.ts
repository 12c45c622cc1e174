import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { LEAD_STATES } from '../../../src/emulator/market/leads.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { partnerOf } from './partner.js';

const START = Date.parse('2025-01-08T05:00:00.000Z');

describe('a lead', () => {
  let emulator: TestEmulator;
  const start = (more: Parameters<typeof startEmulator>[0] = {}) =>
    startEmulator({ seed: 'leads', clock: new VirtualClock({ frozen: true, startAt: START }), ...more });
  const statusOf = (leadId: string, at = emulator) =>
    partnerOf(at).call('GET', `/v1/${at.gatewayName}/engine/leadStatus?leadId=${leadId}`);

  beforeEach(async () => {
    emulator = await start();
  });

  afterEach(() => emulator.close());

  test('passes through the documented states in their order, each at its time on the virtual clock', async () => {
    const { leadId, status } = await emulator.control.openLead();
    expect(leadId).toMatch(/^[0-9a-f]{24}$/);
    expect(status).toBe('INITIALIZED');
    const seen: string[] = [];
    for (const [index, { afterMs }] of LEAD_STATES.entries()) {
      const next = LEAD_STATES[index + 1]?.afterMs ?? afterMs + 86_400_000;
      seen.push((await statusOf(leadId)).body.data.status);
      await emulator.control.clock(next - afterMs - 1);
      seen.push((await statusOf(leadId)).body.data.status);
      await emulator.control.clock(1);
    }
    const documented =
      'INITIALIZED VERIFICATION DETAILS_REGISTER BROKER_REGISTER SUBMITTED PROCESSING COMPLETED';
    expect(seen).toEqual(documented.split(' ').flatMap((each) => [each, each]));
  });

  test('is read by its id, as an envelope, beside others', async () => {
    const first = await emulator.control.openLead();
    await emulator.control.clock(60_000);
    const second = await emulator.control.openLead();
    expect(second.leadId).not.toBe(first.leadId);
    expect(await statusOf(first.leadId)).toMatchObject({
      status: 200,
      body: { success: true, errors: null, data: { leadId: first.leadId, status: 'BROKER_REGISTER' } },
    });
    expect((await statusOf(second.leadId)).body.data).toEqual(second);
  });

  test.each([
    ['without an id', '', 400],
    ['that was never opened', '0'.repeat(24), 404],
    ['of a hostile id', '__proto__', 404],
  ])('%s is refused', async (_name, leadId, status) => {
    await emulator.control.openLead();
    expect(await statusOf(leadId)).toMatchObject({ status, body: { success: false, data: null } });
  });

  test('is not shown without the keys of the partner', async () => {
    const { leadId } = await emulator.control.openLead();
    const path = `/v1/${emulator.gatewayName}/engine/leadStatus?leadId=${leadId}`;
    const headers = { 'x-gateway-secret': 'wrong' };
    expect((await partnerOf(emulator).call('GET', path, { headers })).status).toBe(401);
    expect((await partnerOf(emulator).call('GET', path, { token: 'wrong' })).status).toBe(401);
  });

  test('outlives a restart, and goes with a reset', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-leads-'));
    try {
      const statePath = join(folder, 'state.json');
      const before = await start({ statePath });
      const { leadId } = await before.control.openLead();
      await before.close();
      const after = await start({
        statePath,
        clock: new VirtualClock({ frozen: true, startAt: START + 15_000 }),
      });
      expect((await statusOf(leadId, after)).body.data).toEqual({ leadId, status: 'VERIFICATION' });
      await after.control.reset();
      expect((await statusOf(leadId, after)).status).toBe(404);
      await after.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
