import { afterEach, expect, test } from '@jest/globals';
import { type Overload, watchOverload } from '../../../src/core/overload.js';
import { yieldIfLong } from '../../../src/core/turns.js';

let watched: Overload;

afterEach(() => watched.close());

/** Keeps the event loop from everything else. */
function block(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

test('a turn that takes thrice the limit takes nothing more', async () => {
  watched = watchOverload(40);
  await turn();
  expect(watched.isOverloaded()).toBe(false);
  block(200);
  expect(watched.isOverloaded()).toBe(true);
});

test('one pause is no overload', async () => {
  watched = watchOverload(200);
  await turn();
  block(300);
  expect(watched.isOverloaded()).toBe(false);
  await turn();
  expect(watched.isOverloaded()).toBe(false);
});

test('late turns one after another are, until they are in time again', async () => {
  watched = watchOverload(40);
  for (let turns = 0; turns < 8; turns += 1) {
    block(100);
    await turn();
  }
  expect(watched.isOverloaded()).toBe(true);
  while (watched.isOverloaded()) await turn();
});

test('short turns are overload too, when each work waits long for its next one', async () => {
  watched = watchOverload(40);
  const work = async () => {
    for (let step = 0; step < 6; step += 1) {
      block(2);
      await yieldIfLong();
    }
  };
  const works = Array.from({ length: 200 }, work);
  let wasOverloaded = false;
  while (!wasOverloaded) {
    await turn();
    wasOverloaded = watched.isOverloaded();
  }
  await Promise.all(works);
  while (watched.isOverloaded()) await turn();
});
