// The load: a process of its own, so that what it costs to send and to check does not slow what is measured. It is also what
// stands in for Gateway: it sends the webhooks and answers the reads. Takes one call at a time from its parent.
import { StandIn } from '../gateway/stand-in.mjs';
import { changeViewers, createTransactions, fillViewers } from './dwar-data.mjs';
import { IdleSubscribers } from './idle.mjs';
import { readPages } from './pages.mjs';
import { PushLoad } from './pushes.mjs';
import { checkAll, readOnce, readSaturated } from './reads.mjs';
import { Refused } from './refused.mjs';
import { Target } from './target.mjs';

/** @type {Map<string, Target>} */
const targets = new Map();
/** @type {Map<string, StandIn>} */
const standIns = new Map();

/** @type {Map<string, PushLoad>} */
const pushLoads = new Map();
/** @type {Map<string, IdleSubscribers>} */
const idle = new Map();

const target = ({ name }) => targets.get(name);
const standIn = ({ name }) => standIns.get(name);

const calls = {
  /** A Gateway of its own for each Dwar; answers its URL. */
  async gateway({ name, tls }) {
    standIns.get(name)?.close();
    const made = new StandIn(tls);
    standIns.set(name, made);
    return await made.listen();
  },
  async target(server) {
    targets.set(server.name, new Target(server));
  },
  fill: (call) => fillViewers(target(call), standIn(call)),
  async change(call) {
    const changes = standIn(call);
    if (changes === undefined) target(call).changed();
    else await changeViewers(target(call), changes);
  },
  checkAll: (call) => checkAll(target(call)),
  readSaturated: (call) => readSaturated(target(call), call),
  readOnce: (call) => readOnce(target(call), call),
  async follow(call) {
    const pushLoad = new PushLoad(target(call), standIn(call));
    pushLoads.set(call.name, pushLoad);
    await pushLoad.open();
  },
  async openIdle(call) {
    const subscribers = idle.get(call.name) ?? new IdleSubscribers(target(call));
    idle.set(call.name, subscribers);
    await subscribers.open(call.count);
  },
  async closeIdle(call) {
    const subscribers = idle.get(call.name);
    idle.delete(call.name);
    subscribers?.close();
  },
  /** Gives the first viewer another transaction and answers its id. */
  async newTransaction(call) {
    await createTransactions(target(call), standIn(call));
    return target(call).viewers[0].transactionId;
  },
  /** The server of a target was started again. */
  async move(call) {
    target(call).port = call.port;
  },
  readPages: (call) => readPages(target(call), call),
  pushSaturated: (call) => pushLoads.get(call.name)?.saturated(call),
  pushSteady: (call) => pushLoads.get(call.name)?.steady(call),
};

process.on('message', async ({ id, call, args }) => {
  try {
    process.send?.({ id, result: await calls[call](args) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.send?.({ id, error: text, isRefusal: error instanceof Refused });
  }
});
process.on('disconnect', () => process.exit(0));
