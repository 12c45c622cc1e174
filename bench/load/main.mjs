// The load: a process of its own, so that what it costs to send and to check does not slow what is measured. It is also what
// stands in for Gateway: it sends the webhooks and answers the reads. Takes one call at a time from its parent.
import { StandIn } from '../gateway/stand-in.mjs';
import { changeViewers, fillViewers } from './dwar-data.mjs';
import { readOnce, readSaturated } from './reads.mjs';
import { Target } from './target.mjs';

/** @type {Map<string, Target>} */
const targets = new Map();
/** @type {Map<string, StandIn>} */
const standIns = new Map();

const target = ({ name }) => targets.get(name);
const standIn = ({ name }) => standIns.get(name);

const calls = {
  /** A Gateway of its own for each Dwar; answers its URL. */
  async gateway({ name, tls }) {
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
  readSaturated: (call) => readSaturated(target(call), call),
  readOnce: (call) => readOnce(target(call), call),
};

process.on('message', async ({ id, call, args }) => {
  try {
    process.send?.({ id, result: await calls[call](args) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
