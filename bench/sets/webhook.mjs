import { PUSHERS } from '../contestants/catalogue.mjs';
import { pushingStage } from './pushing-stage.mjs';

const PER_SECOND = 200;
const SHORT = ['dwar', 'dwar-cluster', 'mercurius', 'bare-ws'];

/** As many webhooks as are taken. A measurement ends when the last push has arrived. */
export const webhook = {
  name: 'webhook',
  title:
    'Webhook to push, as many as are taken: 1,000 subscribers (`--short`: 200), each delivery is a completed order of one of them',
  stage: pushingStage,
  contestants: Object.keys(PUSHERS),
  short: SHORT,
  metrics: [
    { name: 'rate', unit: 'webhooks/s', better: 'more', references: ['mercurius', 'bare-ws', 'dwar'] },
  ],
  measure: ({ load }, name, { seconds }) => load.call('pushSaturated', { name, seconds }),
};

/** The same at a rate that every server has time for. */
export const latency = {
  name: 'latency',
  title: `Webhook to push at ${PER_SECOND}/s: from the sending of the webhook to the arrival at the subscriber`,
  stage: pushingStage,
  contestants: Object.keys(PUSHERS),
  short: SHORT,
  // Played right after the set above.
  isWarm: true,
  metrics: [
    { name: 'p50', unit: 'ms', better: 'less', references: ['bare-ws'] },
    { name: 'p99', unit: 'ms', better: 'less', references: ['bare-ws'] },
  ],
  measure: ({ load }, name, { seconds }) => load.call('pushSteady', { name, seconds, perSecond: PER_SECOND }),
};
