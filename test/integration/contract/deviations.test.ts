import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_CHECKS } from '../../../src/contract/checks/all-checks.js';
import { SECTION_IDS, SECTIONS } from '../../../src/contract/sections.js';
import { type ContractStage, startContractStage } from '../../support/contract-stage.js';
import { DEVIATIONS } from './deviations.js';

let stage: ContractStage;

beforeAll(async () => {
  stage = await startContractStage();
});

afterAll(() => stage.close());

describe('the emulator', () => {
  test('is held to every claim of both levels', async () => {
    stage.deviation = {};
    const results = await stage.run(ALL_CHECKS);
    const others = results.filter(({ verdict }) => verdict !== 'held');
    expect(others.map(({ check, verdict, observed }) => [check.id, verdict, observed])).toEqual([]);
    expect(results.length).toBeGreaterThan(200);
  });
});

describe('a gateway that', () => {
  test.each(DEVIATIONS)(
    'differs in section %s (%s) is caught by %s',
    async (section, _what, id, deviation) => {
      stage.deviation = deviation(stage.target);
      const results = await stage.run(ALL_CHECKS.filter((check) => check.section === section));
      const refuted = results.filter(({ verdict }) => verdict === 'refuted').map(({ check }) => check.id);
      expect(refuted).toContain(id);
    },
  );

  test('differs in a section with checks has a row in the table', () => {
    const checked = SECTION_IDS.filter((id) => !('unchecked' in SECTIONS[id]));
    const planted: readonly string[] = DEVIATIONS.map(([section]) => section);
    expect(checked.filter((id) => !planted.includes(id))).toEqual([]);
  });
});
