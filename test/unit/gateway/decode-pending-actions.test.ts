import { describe, expect, test } from '@jest/globals';
import { BOUNDS } from '../../../src/gateway/bounds.js';
import { DecodeError, ExceedsBounds } from '../../../src/gateway/decode/decode-error.js';
import { decodeWebhook } from '../../../src/gateway/decode/decode-webhook.js';
import type { PendingActionFact } from '../../../src/gateway/facts.js';
import { decoded } from '../../../src/gateway/unreadable.js';
import { recogniseWebhook } from '../../../src/gateway/webhook-kind.js';
import { AUTH_ID, ISCID } from '../../support/payloads.js';

const OTHER_ISCID = 'e'.repeat(24);
const proof = { smallcaseAuthId: AUTH_ID, timestamp: 't', checksum: 'c' };

function read(body: object): readonly PendingActionFact[] {
  const text = JSON.stringify({ ...proof, ...body });
  const { kind } = recogniseWebhook(JSON.parse(text) as Record<string, unknown>, text);
  const { fact } = decoded((unreadable) => decodeWebhook(kind, text, unreadable));
  if (fact.kind !== 'PENDING_ACTION') throw new Error(`it is ${fact.kind}`);
  return fact.actions;
}

const named = (body: object) => read(body).map(({ action, rawAction }) => [action, rawAction]);

describe('a pending action', () => {
  test.each([
    ['action', { action: 'REBALANCE' }, [['REBALANCE', 'REBALANCE']]],
    ['action in lower case', { action: 'sip' }, [['SIP', 'sip']]],
    ['the documented word for FIX', { action: 'repair' }, [['FIX', 'repair']]],
    ['a later word', { action: 'HARVEST' }, [['UNKNOWN', 'HARVEST']]],
    ['type', { type: 'FIX' }, [['FIX', 'FIX']]],
    ['label', { label: 'SELL' }, [['SELL', 'SELL']]],
    ['action before type', { type: 'SELL', action: 'BUY' }, [['BUY', 'BUY']]],
    ['type where action is empty', { type: 'SELL', action: '' }, [['SELL', 'SELL']]],
    ['type where action cannot be read', { type: 'SELL', action: {} }, [['SELL', 'SELL']]],
    ['a number, as it is', { action: 7 }, [['UNKNOWN', '7']]],
    [
      'a list of words',
      { action: ['REBALANCE', 'SIP'] },
      [
        ['REBALANCE', 'REBALANCE'],
        ['SIP', 'SIP'],
      ],
    ],
    ['a list of objects', { action: [{ type: 'FIX' }] }, [['FIX', 'FIX']]],
    ['an object', { action: { action: 'CUSTOMIZE' } }, [['CUSTOMIZE', 'CUSTOMIZE']]],
    ['a list of actions', { actions: ['BUY'] }, [['BUY', 'BUY']]],
    [
      'a map of actions',
      { actions: { rebalance: [{}], sip: true, fix: [], buy: false, sell: null } },
      [
        ['REBALANCE', 'rebalance'],
        ['SIP', 'sip'],
      ],
    ],
    ['nothing', {}, [['UNKNOWN', null]]],
    ['an empty list', { action: [] }, [['UNKNOWN', null]]],
  ])('may be named by %s', (_name, body, expected) => {
    expect(named({ iscid: ISCID, ...body })).toEqual(expected);
    expect(named({ data: { iscid: ISCID, ...body } })).toEqual(expected);
  });

  test('may have fields of its own next to its name', () => {
    const actions = {
      rebalance: [{ iscid: OTHER_ISCID, scid: 'SCET_0010', name: 'Top 10', date: '2026-01-05' }],
      sip: [OTHER_ISCID],
    };
    const date = Date.parse('2026-01-05T00:00:00.000Z');
    expect(read({ iscid: ISCID, date: '2026-01-02', actions })).toMatchObject([
      { action: 'REBALANCE', iscid: OTHER_ISCID, scid: 'SCET_0010', name: 'Top 10', date },
      { action: 'SIP', iscid: OTHER_ISCID, scid: null, date: Date.parse('2026-01-02T00:00:00.000Z') },
    ]);
    expect(read({ actions })).toHaveLength(2);
  });

  test.each([
    ['names no investment', { actions: { rebalance: true } }, DecodeError],
    ['names something else', { iscid: 'x', action: 'SIP' }, DecodeError],
    ['holds too many', { iscid: ISCID, actions: Array(BOUNDS.actions + 1).fill('SIP') }, ExceedsBounds],
    ['has a word that is too long', { iscid: ISCID, type: 'x'.repeat(201) }, ExceedsBounds],
    ['has a long word in a list', { iscid: ISCID, action: ['x'.repeat(201)] }, ExceedsBounds],
  ])('is refused when it %s', (_name, body, error) => {
    expect(() => read(body)).toThrow(error);
  });
});
