import { expect, test } from '@jest/globals';
import { BodyBudget, type CountedBody } from '../../../src/http/body-budget.js';

const MIB = 2 ** 20;
const KIB = 2 ** 10;

/** A budget of 16 MiB for bodies of 2 MiB, and who was cut from it. */
function open() {
  const budget = new BodyBudget(2 * MIB);
  const cut: string[] = [];
  const from = (address: string, name = address): CountedBody => ({
    address,
    held: 0,
    cut: () => void cut.push(name),
  });
  /** Unfinished bodies of 128 KiB, named by their number. */
  const hold = (address: string, bodies: number) => {
    for (let n = 0; n < bodies; n += 1) budget.take(from(address, `${address} ${n}`), 128 * KIB);
  };
  return { budget, cut, from, hold };
}

test('who comes when bytes are short gets in for the oldest body of who holds most', () => {
  const { budget, cut, from, hold } = open();
  for (const address of ['most', 'second']) hold(address, 32);
  for (const address of ['a', 'b', 'c', 'd']) hold(address, 16);
  expect(cut).toEqual([]);
  expect(budget.take(from('new'), 3 * KIB)).toBe(true);
  expect(budget.take(from('new'), 128 * KIB)).toBe(true);
  expect(cut).toEqual(['most 0', 'second 0']);
});

test('the unfinished bodies of one address hold a quarter, the newest of them', () => {
  const { cut, hold } = open();
  hold('one', 32);
  expect(cut).toEqual([]);
  hold('one', 3);
  expect(cut).toEqual(['one 0', 'one 1', 'one 2']);
  hold('other', 32);
  expect(cut).toHaveLength(3);
});

test('a body that is the oldest of its own address goes itself', () => {
  const { budget, cut, from, hold } = open();
  const oldest = from('one');
  budget.take(oldest, 128 * KIB);
  hold('one', 31);
  expect(budget.take(oldest, 1)).toBe(false);
  expect(cut).toEqual([]);
});

test('what is whole is not cut, and counts until it is released', () => {
  const { budget, cut, from } = open();
  const whole = Array.from({ length: 64 }, (_, n) => from(`address ${n}`));
  for (const body of whole) {
    expect(budget.take(body, 256 * KIB)).toBe(true);
    budget.finish(body);
  }
  expect(budget.take(from('new'), 1)).toBe(false);
  expect(cut).toEqual([]);
  for (const body of [whole[0], whole[0]]) if (body !== undefined) budget.release(body);
  const next = from('new');
  expect([budget.take(next, 256 * KIB), budget.take(next, 1)]).toEqual([true, false]);
});

test('large bodies leave a quarter to the others', () => {
  const { budget, from } = open();
  const takeWhole = (bytes: number) => {
    const body = from('one');
    const isTaken = budget.take(body, bytes);
    budget.finish(body);
    return isTaken;
  };
  expect(Array.from({ length: 7 }, () => takeWhole(2 * MIB))).toEqual([...Array(6).fill(true), false]);
  expect(takeWhole(256 * KIB)).toBe(true);
});

test('one body of the largest size always fits', () => {
  const budget = new BodyBudget(64 * MIB);
  expect(budget.take({ address: 'one', cut: () => {}, held: 0 }, 64 * MIB)).toBe(true);
});
