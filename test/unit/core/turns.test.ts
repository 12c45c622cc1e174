import { describe, expect, it } from '@jest/globals';
import { yieldIfLong } from '../../../src/core/turns.js';
import { longestTurnHere } from '../../support/longest-turn.js';

function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function work(steps: number, onStep: () => void = () => {}, share?: string): Promise<void> {
  for (let step = 0; step < steps; step++) {
    busyFor(1);
    onStep();
    const pause = yieldIfLong(share);
    if (pause !== undefined) await pause;
  }
}

describe('turns of the event loop', () => {
  it('lets short work run without a pause', () => {
    expect(yieldIfLong()).toBeUndefined();
  });

  it('bounds the turn of many long works together, however many there are', async () => {
    const all = () => Promise.all(Array.from({ length: 40 }, () => work(10)));
    // 400 ms of work; a turn is 5 ms, and each work looks at the time only after a step of 1 ms.
    expect(await longestTurnHere(all)).toBeLessThan(150);
  });

  it('resumes the works in the order in which they came', async () => {
    const steps: number[] = [];
    await Promise.all([0, 1, 2].map((name) => work(30, () => steps.push(name))));
    const ends = [0, 1, 2].map((name) => steps.lastIndexOf(name));
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(30);
  });

  it('serves a timer during long work', async () => {
    let isServed = false;
    setTimeout(() => {
      isServed = true;
    }, 1);
    await work(20);
    expect(isServed).toBe(true);
  });

  it('gives each share the same time, however many wait for it', async () => {
    const steps: string[] = [];
    const many = Array.from({ length: 10 }, () => work(20, () => steps.push('many'), 'many'));
    const one = work(20, () => steps.push('one'), 'one');
    await one;
    // Each of the many began before the first pause.
    expect(steps.filter((name) => name === 'many').length).toBeLessThan(60);
    await Promise.all(many);
  });

  it('gives work without a share every second turn, however many shares wait', async () => {
    const steps: string[] = [];
    const shares = Array.from({ length: 20 }, (_, n) => work(20, () => steps.push('share'), `share ${n}`));
    await work(20, () => steps.push('none'));
    expect(steps.filter((name) => name === 'share').length).toBeLessThan(80);
    await Promise.all(shares);
  });

  it('resumes many in one turn when each has little to do', async () => {
    busyFor(1);
    yieldIfLong();
    busyFor(10);
    let turns = 0;
    let isOver = false;
    const countTurn = () => {
      turns += 1;
      if (!isOver) setImmediate(countTurn);
    };
    setImmediate(countTurn);
    await Promise.all(Array.from({ length: 100 }, async () => await yieldIfLong()));
    isOver = true;
    expect(turns).toBeLessThan(10);
  });
});
