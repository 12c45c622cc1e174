import { decodeJwt } from 'jose';
import { fieldOf } from '../../gateway/json.js';
import { AUTH_ID_SHAPE } from '../../gateway/wire.js';
import { Refuted } from '../refuted.js';
import type { Stage } from '../stage.js';
import { type Evidence, playFlow, resolved } from './flow.js';

/** The CONNECT of the first account. */
export function connectFlow(stage: Stage): Promise<Evidence> {
  return stage.once('flow/connect', (one) =>
    playFlow(one, {
      title: 'Connect',
      steps: 'Choose a leprechaun broker and log in with your first leprechaun token.',
      body: { intent: 'CONNECT' },
      authId: null,
      account: 'first',
      leavesChooser: false,
      webhooks: 0,
    }),
  );
}

/** What the token of an SDK answer claims; its signature is checked by a check of section 4.1. */
export function claimsOf(evidence: Evidence): ReturnType<typeof decodeJwt> {
  const token = fieldOf(resolved(evidence), 'smallcaseAuthToken');
  if (typeof token !== 'string') throw new Refuted('`smallcaseAuthToken` is absent');
  try {
    return decodeJwt(token);
  } catch {
    throw new Refuted('`smallcaseAuthToken` is no JWT');
  }
}

/** The account that connected. Throws {@link Refuted} if the SDK's answer does not prove one. */
export async function connectedAccount(stage: Stage): Promise<string> {
  const { smallcaseAuthId } = claimsOf(await connectFlow(stage));
  if (typeof smallcaseAuthId === 'string' && AUTH_ID_SHAPE.test(smallcaseAuthId)) return smallcaseAuthId;
  throw new Refuted('the token of the SDK holds no `smallcaseAuthId` of 24 hex characters');
}

/** A user that Gateway knows: that of `--account`, or who connects in this run. Null without both. */
export async function knownAccount(stage: Stage): Promise<string | null> {
  const { account, person } = stage.target;
  if (account !== null) return account;
  return person === null ? null : await connectedAccount(stage);
}
