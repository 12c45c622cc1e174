import { yieldIfLong } from '../../core/turns.js';
import type { Queries, Unit } from '../unit.js';
import { load, save } from './picture-rows.js';
import { type Keys, Picture } from './picture.js';
import type { Scope } from './scope.js';

/** A part of a decision that runs its own queries, after what was decided before it has been stored. */
export type QueryPart = (unit: Unit) => Promise<void>;

/**
 * The steps of a decision. Between two of them it yields the keys of the rows that it reads next, or a part
 * that runs its own queries. A step awaits nothing, and reads no rows but those named last before it.
 */
export type Steps<T> = Generator<Keys | QueryPart, T, void>;

/**
 * A work of the ledger in three parts: its rows are loaded, it decides in memory, and what it has changed is
 * stored. Decisions of one commit share the statements of the first and the last part.
 */
export interface Decision<T> {
  /** The rows that its first step reads. */
  readonly keys: Keys;
  /** Default: any viewer's state. */
  readonly scope?: Scope;
  /** The delivery that it applies, which its timeline entries name. Absent when it applies none. */
  readonly deliveryId?: string;
  decide(picture: Picture): Steps<T>;
}

/** A part of a decision that runs its own queries and returns their result. */
export function* byQueries<T>(part: (unit: Unit) => Promise<T>): Steps<T> {
  let result: T | undefined;
  yield async (unit) => {
    result = await part(unit);
  };
  return result as T;
}

/** Makes one decision with queries of its own, as a part of a work. */
export async function decide<T>(unit: Unit, decision: Decision<T>): Promise<T> {
  const [result] = await decideTogether([{ unit, decision }]);
  return result as T;
}

/** Takes steps that only read, outside of a commit. */
export async function lookUp<T>(db: Queries, look: (picture: Picture) => Steps<T>): Promise<T> {
  const picture = new Picture();
  const steps = look(picture);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (typeof step.value === 'function') throw new Error('a look-up has a part that writes');
    await load(db, picture, [step.value]);
  }
}

/** A decision with the unit of its queries; all of one commit have the same connection. */
export interface Deciding {
  readonly unit: Unit;
  readonly decision: Decision<unknown>;
}

/** Changes of a picture, see {@link Picture.changed}, that are stored before another step. */
const CHANGED_AT_ONCE = 500;
/** Orders that a picture holds before those are forgotten that a long decision has read. */
const ORDERS_HELD = 5_000;

/**
 * Makes the decisions of one commit and returns their results. First all make their first step, in their
 * order, with their rows loaded together; those that have more steps are then completed one after another.
 */
export async function decideTogether(all: readonly Deciding[]): Promise<unknown[]> {
  const picture = new Picture();
  const open: Open[] = [];
  for (const [index, { unit, decision }] of all.entries()) {
    if (index === 0 || picture.changed >= CHANGED_AT_ONCE) {
      await store(unit, picture);
      await load(
        unit.db,
        picture,
        all.slice(index).map((each) => each.decision.keys),
      );
    }
    const steps = decision.decide(picture);
    const own = unitOf(unit, decision);
    open.push({ unit: own, steps, last: await takeStep(picture, own, steps) });
  }
  for (const each of open) await complete(picture, each);
  const [first] = all;
  if (first !== undefined) await store(first.unit, picture);
  return open.map(({ last }) => last.value);
}

function unitOf(unit: Unit, { deliveryId }: Decision<unknown>): Unit {
  return deliveryId === undefined ? unit : { ...unit, deliveryId };
}

async function store(unit: Unit, picture: Picture): Promise<void> {
  await save(unit, picture);
  picture.clear();
}

interface Open {
  readonly unit: Unit;
  readonly steps: Steps<unknown>;
  last: IteratorResult<Keys | QueryPart, unknown>;
}

async function takeStep(picture: Picture, unit: Unit, steps: Steps<unknown>): Promise<Open['last']> {
  const pause = yieldIfLong();
  if (pause !== undefined) await pause;
  picture.cause = unit;
  return steps.next();
}

async function complete(picture: Picture, each: Open): Promise<void> {
  const { unit, steps } = each;
  while (each.last.done !== true) {
    const wanted = each.last.value;
    const isQueries = typeof wanted === 'function';
    if (isQueries || picture.changed >= CHANGED_AT_ONCE || picture.ordersHeld >= ORDERS_HELD)
      await store(unit, picture);
    if (isQueries) await wanted(unit);
    else await load(unit.db, picture, [wanted]);
    each.last = await takeStep(picture, unit, steps);
  }
}
