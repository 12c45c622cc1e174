import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { partnerOf } from './partner.js';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'catalogue' });
  partner = partnerOf(emulator);
});

afterAll(() => emulator.close());

const get = (path: string) => partner.call('GET', `/v1/${emulator.gatewayName}/engine/${path}`);

describe('the catalogue of the emulator', () => {
  test('lists what is offered by offset and count', async () => {
    const all = (await get('smallcases?count=50&offset=0')).body.data.smallcases;
    expect(all).toHaveLength(11);
    const part = (await get('smallcases?count=3&offset=9')).body.data.smallcases;
    expect(part).toEqual(all.slice(9));
  });

  test('shows plans of fee-based smallcases only, and archived ones by their id', async () => {
    expect((await get('smallcase?scid=SCMO_0002')).body.data.plans).toHaveLength(4);
    expect((await get('smallcase?scid=SCET_0010')).body.data.plans).toBeNull();
    expect((await get('smallcase?scid=SCET_0099')).body.data.flags).toEqual({ archived: true });
  });

  test('gives the same figures to the same seed, and others to another', async () => {
    const figuresOf = async (seed: string) => {
      await emulator.control.reset(seed);
      const { data } = (await get('smallcase/chart?scid=SCET_0010&duration=1y&base=100')).body;
      return data.smallcase.points.map(({ value }: { value: number }) => value);
    };
    const figures = await figuresOf('one');
    expect(await figuresOf('one')).toEqual(figures);
    expect(await figuresOf('two')).not.toEqual(figures);
  });

  test('has thirty pieces of news, of which some are about a smallcase', async () => {
    const headlines = async (query: string) =>
      (await get(`market/news?${query}`)).body.data.news.map(
        ({ headline }: { headline: string }) => headline,
      );
    const all = await headlines('count=50&offset=0');
    expect(all).toHaveLength(30);
    expect(await headlines('count=5&offset=10')).toEqual(all.slice(10, 15));
    const some = await headlines('scids[]=SCET_0010&scids[]=SCMO_0002&count=50');
    expect(some.length).toBeGreaterThan(5);
    expect(some.length).toBeLessThan(30);
  });

  test('finds news by the investment that an order made', async () => {
    const order = { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCMO_0002' } };
    const transactionId = await partner.begin(order);
    const bought = await emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-ok' });
    const { iscid, name, orderBatches } = (bought as unknown as { result: Record<string, string> }).result;
    expect(name).toBe('Momentum Seven');
    expect(JSON.stringify(orderBatches)).toContain('TATASTEEL');
    const byInvestment = (await get(`market/news?iscid=${iscid}&count=50`)).body.data.news;
    expect(byInvestment).toEqual((await get('market/news?scids[]=SCMO_0002&count=50')).body.data.news);
  });

  test.each([
    ['smallcase?scid=SCET_4040', 404],
    ['smallcase', 400],
    ['smallcase/chart?scid=SCET_0010&duration=2w', 404],
    ['smallcases?count=many', 400],
    ['smallcases?count=10&offset=-1', 400],
    ['market/news?iscid=x', 404],
  ])('refuses %s', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  test('needs a token', async () => {
    const answer = await partner.call('GET', `/v1/${emulator.gatewayName}/engine/smallcases`, { token: 'x' });
    expect(answer.status).toBe(401);
  });
});
