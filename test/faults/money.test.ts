import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DecimalString, formatRupees, sumDecimals } from '../../src/core/money.js';
import { graphql } from '../generated/gql.js';
import type { AmountsOfOrderQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';
import { count, figure, randomStream } from '../support/faults.js';

type Json = Readonly<Record<string, unknown>>;

const LEGS_PER_ORDER = 100;

let app: TestApp;
let alice: Player;
let account: string;

beforeAll(async () => {
  app = await startApp();
  alice = await Player.of(app, 'alice');
  ({ authId: account } = await alice.connect('lep-ok'));
  await app.emulator.control.webhooks('lost');
  // The amounts are ours alone: no read may replace them.
  await app.emulator.control.faults([{ path: '/engine/', status: 400 }]);
});

afterAll(async () => {
  await app.close();
});

/** An amount as whole units of 10^-scale: the tests' own arithmetic, in which nothing rounds. */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** A number as upstream may write it, and what it is. */
interface Amount {
  readonly text: string;
  readonly exact: Exact;
}

const random = randomStream(61);

function digits(length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 10)).join('');
}

/** Plain, with floating noise, or with an exponent; up to 20 digits before the point and 14 after; never zero. */
function randomAmount(): Amount {
  const kind = random();
  if (kind < 0.2) return fromNoise();
  const whole = `${1 + Math.floor(random() * 9)}${digits(Math.floor(random() * 20))}`;
  const fraction = digits(Math.floor(random() * 15));
  const plain = { units: BigInt(whole + fraction), scale: fraction.length };
  const sign = random() < 0.1 ? '-' : '';
  const signed = { ...plain, units: sign === '-' ? -plain.units : plain.units };
  const text = `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  return kind < 0.9 ? { text, exact: signed } : withExponent(text, signed);
}

/** What floating-point sums of prices look like, such as 1575.0900000000001. */
function fromNoise(): Amount {
  const text = String((Math.floor(random() * 1e7) + 1) / 100 + 0.1 + 0.2);
  const [whole = '', fraction = ''] = text.split('.');
  return { text, exact: { units: BigInt(whole + fraction), scale: fraction.length } };
}

function withExponent(text: string, { units, scale }: Exact): Amount {
  const exponent = Math.floor(random() * 7) - 3;
  const moved = scale - exponent;
  const exact = moved >= 0 ? { units, scale: moved } : { units: units * 10n ** BigInt(-moved), scale: 0 };
  return { text: `${text}${random() < 0.5 ? 'e' : 'E'}${exponent}`, exact };
}

/** Plain digits with at least two decimals; those of an exponent lose the zeros it made. */
function plain({ units, scale }: Exact): string {
  const [sign, all] = units < 0n ? ['-', String(-units)] : ['', String(units)];
  const padded = all.padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : padded.slice(-scale);
  return `${sign}${scale === 0 ? padded : padded.slice(0, -scale)}.${fraction.padEnd(2, '0')}`;
}

function sameNumber(left: string, right: Exact): boolean {
  const [whole = '', fraction = ''] = left.split('.');
  const units = BigInt(whole + fraction);
  const scale = Math.max(fraction.length, right.scale);
  return units * 10n ** BigInt(scale - fraction.length) === right.units * 10n ** BigInt(scale - right.scale);
}

function sum(amounts: readonly Exact[]): Exact {
  const scale = Math.max(...amounts.map((amount) => amount.scale));
  const units = amounts.reduce((total, one) => total + one.units * 10n ** BigInt(scale - one.scale), 0n);
  return { units, scale };
}

/** Rupees and paise, half to even, in Indian groups. */
function rupees({ units, scale }: Exact): string {
  const paise = scale <= 2 ? units * 10n ** BigInt(2 - scale) : halfEven(units, 10n ** BigInt(scale - 2));
  const [sign, all] = paise < 0n ? ['-', String(-paise)] : ['', String(paise)];
  const padded = all.padStart(3, '0');
  const whole = padded.slice(0, -2);
  const groups = [whole.slice(-3)];
  for (let rest = whole.slice(0, -3); rest !== ''; rest = rest.slice(0, -2)) groups.unshift(rest.slice(-2));
  return `${sign}₹${groups.join(',')}.${padded.slice(-2)}`;
}

function halfEven(units: bigint, by: bigint): bigint {
  const [sign, size] = units < 0n ? [-1n, -units] : [1n, units];
  const [floor, twice] = [size / by, (size % by) * 2n];
  const isUp = twice > by || (twice === by && floor % 2n === 1n);
  return sign * (isUp ? floor + 1n : floor);
}

const ORDER = graphql(/* GraphQL */ `
  query AmountsOfOrder($id: ID!) {
    order(id: $id) {
      buyAmount { amount currency }
      sellAmount { amount }
      legs(first: 100) { averagePrice { amount } limitPrice { amount } }
    }
  }
`);

const HELD = graphql(/* GraphQL */ `
  query HeldAmounts { holdings { securities { quantity averagePrice { amount } } } }
`);

type OrderAnswer = NonNullable<AmountsOfOrderQuery['order']>;
type Money = OrderAnswer['legs'][number]['averagePrice'];

/** Delivers an order whose numbers are written as given: `"#n"` in the body stands for the n-th text. */
async function ordered(more: Json, texts: readonly string[]): Promise<OrderAnswer> {
  const transactionId = await alice.create(buying());
  const batchId = newBatchId();
  const body = JSON.stringify(
    signed({ ...batch(batchId), transactionId, smallcaseAuthId: account, ...more }),
  );
  const text = body.replace(/"#(\d+)"/g, (_, index: string) => texts[Number(index)] as string);
  expect(await deliver(app.url, text)).toMatchObject({ status: 200 });
  return present((await alice.client.ask(ORDER, { id: batchId })).order);
}

describe('amounts', () => {
  test('stay exact through decoding, storing, adding and printing', async () => {
    const total = count(10_000);
    let seen = 0;
    while (seen < total) {
      const amounts = Array.from({ length: Math.min(LEGS_PER_ORDER, total - seen) }, randomAmount);
      const orders = amounts.map((_, index) => leg({ averagePrice: `#${index}`, filledQuantity: 1 }));
      const more = { orders, buyAmount: '#0' };
      const order = await ordered(
        more,
        amounts.map(({ text }) => text),
      );
      expectExact(
        amounts,
        order.legs.map(({ averagePrice }) => averagePrice),
      );
      expect(order.buyAmount).toEqual({ ...order.legs[0]?.averagePrice, currency: 'INR' });
      seen += amounts.length;
    }
    figure('random amounts that stayed exact', seen);
  });
});

function expectExact(amounts: readonly Amount[], amountsShown: readonly Money[]): void {
  const strings = amountsShown.map((money) => money?.amount as DecimalString);
  for (const [index, { text, exact }] of amounts.entries()) {
    const shown = strings[index] as DecimalString;
    // An exponent may leave zeros behind; plain digits stay as they are.
    expect({ text, shown, isExact: sameNumber(shown, exact) }).toEqual({ text, shown, isExact: true });
    if (!/e/i.test(text)) expect(shown).toBe(plain(exact));
    expect(shown).toMatch(/^-?\d+\.\d{2,}$/);
    expect({ shown, printed: formatRupees(shown) }).toEqual({ shown, printed: rupees(exact) });
  }
  const total = sum(amounts.map(({ exact }) => exact));
  const shown = sumDecimals(strings);
  expect({ shown, isExact: sameNumber(shown, total) }).toEqual({ shown, isExact: true });
  expect(formatRupees(shown)).toBe(rupees(total));
}

describe('a missing price', () => {
  test.each([
    ['a leg of which nothing was filled', { averagePrice: 12.5, filledQuantity: 0 }],
    ['a cancelled leg with a price', { averagePrice: 12.5, filledQuantity: 0, status: 'CANCELLED' }],
    ['a filled leg whose price is 0', { averagePrice: 0, filledQuantity: 1 }],
    ['a filled leg whose price is 0.00', { averagePrice: '0.00', filledQuantity: 1 }],
    ['a filled leg whose price is null', { averagePrice: null, filledQuantity: 1 }],
    ['a filled leg whose price is empty', { averagePrice: '', filledQuantity: 1 }],
  ])('is null and never 0: %s', async (_name, more) => {
    const { legs } = await ordered({ orders: [leg(more)] }, []);
    expect(legs).toEqual([{ averagePrice: null, limitPrice: null }]);
  });

  test('is null and never 0: amounts that are absent', async () => {
    const order = await ordered({ buyAmount: null, sellAmount: undefined, orders: [] }, []);
    expect(order).toEqual({ buyAmount: null, sellAmount: null, legs: [] });
  });

  test('is null and never 0: holdings without figures', async () => {
    const transactionId = await alice.create({ intent: 'HOLDINGS_IMPORT' });
    const security = { isin: 'INE009A01021', name: 'Infosys' };
    const securities = [
      { ...security, holdings: { quantity: null, averagePrice: null } },
      { ...security, holdings: { quantity: '#0', averagePrice: '#1' } },
      security,
    ];
    const body = { securities, smallcases: {}, updating: false, transactionId, smallcaseAuthId: account };
    const text = JSON.stringify(signed(body)).replace('"#0"', '0').replace('"#1"', '1575.0900000000001');
    expect(await deliver(app.url, text)).toMatchObject({ status: 200 });
    const nothing = { quantity: null, averagePrice: null };
    expect(await alice.client.ask(HELD)).toEqual({
      holdings: {
        securities: [nothing, { quantity: '0.00', averagePrice: { amount: '1575.0900000000001' } }, nothing],
      },
    });
  });
});
