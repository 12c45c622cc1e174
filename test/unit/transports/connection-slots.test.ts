import { expect, test } from '@jest/globals';
import { Places } from '../../../src/transports/connection-slots.js';
import { holderOf } from '../../../src/viewer/viewer.js';

test('each holder has so many places, and gets one back that was left', () => {
  const places = new Places(2);
  const leave = places.take('viewer alice');
  expect(places.take('viewer alice')).not.toBeNull();
  expect(places.take('viewer alice')).toBeNull();
  expect(places.take('viewer bob')).not.toBeNull();
  leave?.();
  expect(places.take('viewer alice')).not.toBeNull();
  expect(places.take('viewer alice')).toBeNull();
});

test('a viewer and an address of the same name are two', () => {
  expect(holderOf({ id: '10.0.0.1', expiresAt: 0 }, '10.0.0.2')).not.toBe(holderOf(null, '10.0.0.1'));
});
