import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../../src/core/time/clock.js';
import { type SlotSession, SocketSlots } from '../../src/transports/socket-slots.js';

const MOST = 3;
const KEEP_ALIVE_MS = 12_000;
const PONG_WITHIN_MS = 500;
const HOLDERS = ['viewer alice', 'viewer bob'];

/** A socket whose peer answers every ping at once until it dies. */
class FakeSession implements SlotSession {
  isOpen = true;
  frames = 0;
  heardAt: number;
  isDead = false;
  wasClosed = false;
  /** Whether it was given a slot; undefined while it waits. */
  isGranted: boolean | undefined;
  releaseSlot = () => {};

  constructor(
    readonly holder: string,
    private readonly clock: VirtualClock,
  ) {
    this.heardAt = clock.monotonic();
  }

  get hasSlot(): boolean {
    return this.isOpen && this.isGranted === true;
  }

  askForPong(): void {
    if (!this.isDead && this.isOpen) this.heard();
  }

  heard(): void {
    this.frames += 1;
    this.heardAt = this.clock.monotonic();
  }

  close(): void {
    this.wasClosed = true;
    this.leave();
  }

  leave(): void {
    this.isOpen = false;
    this.releaseSlot();
  }
}

type Step =
  | { readonly kind: 'arrive'; readonly holder: number; readonly times: number }
  | { readonly kind: 'die' | 'leave'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number };

const which = fc.nat(30);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('arrive'), holder: fc.nat(1), times: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constantFrom('die', 'die', 'leave'), which }),
  fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(1, 499, 500, 501, 6_000, KEEP_ALIVE_MS) }),
) as fc.Arbitrary<Step>;

const settle = () => new Promise((resolve) => setImmediate(resolve));

class World {
  readonly clock = new VirtualClock({ frozen: true });
  readonly sessions: FakeSession[] = [];
  readonly #slots = new SocketSlots({ most: MOST, keepAliveMs: KEEP_ALIVE_MS, clock: this.clock });

  arrive(holder: string): FakeSession {
    const session = new FakeSession(holder, this.clock);
    this.sessions.push(session);
    void this.#slots.acquire(holder, session).then((isGranted) => {
      session.isGranted = isGranted;
    });
    return session;
  }

  async play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'arrive':
        for (let n = 0; n < step.times; n += 1) this.arrive(HOLDERS[step.holder] ?? '');
        break;
      case 'wait':
        await this.clock.advance(step.ms);
        // The living have answered the pings of the keep-alive.
        for (const session of this.sessions) session.askForPong();
        break;
      default: {
        const session = this.sessions[step.which % Math.max(1, this.sessions.length)];
        if (step.kind === 'die' && session !== undefined) session.isDead = true;
        if (step.kind === 'leave' && session?.isOpen === true) session.leave();
      }
    }
    for (let turn = 0; turn < 4; turn += 1) await settle();
  }

  withSlot(holder: string): readonly FakeSession[] {
    return this.sessions.filter((session) => session.hasSlot && session.holder === holder);
  }
}

test('in any order of events no holder has too many sockets, and no socket that answers is closed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
      const world = new World();
      for (const step of steps) {
        await world.play(step);
        for (const holder of HOLDERS) expect(world.withSlot(holder).length).toBeLessThanOrEqual(MOST);
        expect(world.sessions.filter(({ isDead, wasClosed }) => wasClosed && !isDead)).toEqual([]);
      }
      await world.play({ kind: 'wait', ms: PONG_WITHIN_MS });
      expect(world.sessions.filter(({ isGranted }) => isGranted === undefined)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('in any state a new socket is let in within 500 ms if a slot is free or its socket is dead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), fc.nat(1), async (steps, index) => {
      const world = new World();
      for (const step of steps) await world.play(step);
      // Those that wait by now are served first.
      await world.play({ kind: 'wait', ms: PONG_WITHIN_MS });
      const holder = HOLDERS[index] ?? '';
      const present = world.withSlot(holder);
      const isRoom = present.length < MOST || present.some(({ isDead }) => isDead);
      const fresh = world.arrive(holder);
      await world.play({ kind: 'wait', ms: PONG_WITHIN_MS });
      expect(fresh.isGranted).toBe(isRoom);
    }),
    { numRuns: 300 },
  );
});

test('a holder without sockets leaves nothing behind', async () => {
  const world = new World();
  for (let n = 0; n < 2 * MOST; n += 1) await world.play({ kind: 'arrive', holder: 0, times: 1 });
  await world.play({ kind: 'wait', ms: PONG_WITHIN_MS });
  for (const session of world.sessions) if (session.isOpen) session.leave();
  for (let n = 0; n < MOST; n += 1) await world.play({ kind: 'arrive', holder: 0, times: 1 });
  expect(world.withSlot(HOLDERS[0] ?? '')).toHaveLength(MOST);
});
